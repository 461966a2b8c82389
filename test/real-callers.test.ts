import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { identify } from "../src/core/identify.ts";
import { EMPTY_ADDRESS_BOOK, readOrigin } from "../src/core/origin.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import { readTool } from "../src/core/read-tool.ts";

/** Recorded and published by others; never copied into the project. */
const FOLDER = "../shared/data";
const skip = existsSync(FOLDER) ? false : `${FOLDER} is not here`;

/** AWS's own identity types, none of which may be left without a word about who it was. */
const NAMED = new Set(["Root", "IAMUser", "AWSService", "AWSAccount", "FederatedUser", "SAMLUser"]);

test("every recorded caller has an actor, a tool and an origin", { skip }, (t) => {
  const kinds = new Map<string, number>();
  for (const file of globSync(`${FOLDER}/events/*.{json,ndjson}`)) {
    for (const { record } of parseRecords(readFileSync(file, "utf8")).records) {
      const actor = identify(record);
      const tool = readTool(record);
      readOrigin(record, EMPTY_ADDRESS_BOOK);

      kinds.set(actor.kind, (kinds.get(actor.kind) ?? 0) + 1);
      assert.ok(actor.name !== "" && tool.name !== "", file);
      const { type = "", userName } = record.userIdentity;
      if (NAMED.has(type) && userName !== "HIDDEN_DUE_TO_SECURITY_REASONS")
        assert.notEqual(actor.via, `identity type ${type}`, file);
      if (actor.kind === "unknown") assert.ok(actor.gaps.length > 0, file);
    }
  }
  t.diagnostic([...kinds].map(([kind, count]) => `${count} ${kind}`).join(", "));
  assert.ok((kinds.get("person") ?? 0) > 500);
});

test("of the recorded calls, nineteen in twenty come from a tool we know", { skip }, (t) => {
  const rows = readFileSync(`${FOLDER}/user-agents.tsv`, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));
  let all = 0;
  let known = 0;
  for (const [count = "", userAgent = ""] of rows) {
    const tool = readTool({
      eventID: "0b8d7a5e-0000-4000-8000-000000000001",
      eventTime: "2026-11-20T14:02:11Z",
      eventSource: "ecs.amazonaws.com",
      eventName: "UpdateService",
      awsRegion: "eu-west-1",
      userIdentity: {},
      userAgent,
    });
    all += Number(count);
    if (tool.kind !== "unknown") known += Number(count);
  }
  t.diagnostic(`${known} of ${all} calls`);
  assert.ok(known / all > 0.95);
});
