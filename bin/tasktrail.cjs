#!/usr/bin/env node
// Old syntax on purpose: an old Node must be able to read this far to say what it lacks.
"use strict";

const version = process.versions.node.split(".").map(Number);
if (version[0] > 20 || (version[0] === 20 && version[1] >= 19)) {
  require("./main.cjs");
} else {
  process.stderr.write(
    "tasktrail needs Node 20.19 or newer and this is Node " +
      process.versions.node +
      ": install a current one from https://nodejs.org/en/download and run this again.\n",
  );
  process.exitCode = 2;
}
