import assert from "node:assert/strict";
import { test } from "node:test";
import { operationsFor } from "./operations.ts";
import { parseTarget } from "./target.ts";

test("without narrowing every operation that changes something can matter, the most telling first", () => {
  const names = operationsFor({});

  assert.equal(names.length, 48);
  assert.deepEqual(names.slice(0, 3), ["UpdateService", "StopTask", "DeleteService"]);
  assert.ok(!names.includes("SubmitTaskStateChange"));
});

test("a service in its cluster is touched by few operations, and by all of those", () => {
  const names = operationsFor({ target: parseTarget("prod/checkout") });

  for (const name of [
    "UpdateService",
    "StopTask",
    "ExecuteCommand",
    "StopServiceDeployment",
    "UpdateServicePrimaryTaskSet",
    "TagResource",
  ]) {
    assert.ok(names.includes(name), name);
  }
  for (const name of ["CreateCluster", "RegisterTaskDefinition", "PutAccountSetting"]) {
    assert.ok(!names.includes(name), name);
  }
});

test("a bare name may be anything, so nothing is left out", () => {
  assert.equal(operationsFor({ target: parseTarget("checkout") }).length, 48);
});

test("what is wanted narrows by what an operation can amount to", () => {
  const target = parseTarget("prod/checkout");
  const names = operationsFor({ target, intents: ["stop-task", "restart"] });

  assert.deepEqual(names.slice(0, 2), ["UpdateService", "StopTask"]);
  assert.ok(!names.includes("CreateService"));
});

test("operations named by the user are taken in any capitals", () => {
  assert.deepEqual(operationsFor({ named: ["stoptask"] }), ["StopTask"]);
});
