import assert from "node:assert/strict";
import { test } from "node:test";
import { questOf } from "./quest.ts";

test("nothing said is every operation that changes something, the most telling first", () => {
  const { topics, scans, sought } = questOf({});

  assert.deepEqual(
    topics.slice(0, 2).map(({ selector }) => selector),
    ["EventName=UpdateService", "EventName=StopTask"],
  );
  assert.deepEqual(scans, ["EventSource=ecs.amazonaws.com", "ReadOnly=false"]);
  assert.equal(sought, `every change (${topics.length} operations)`);
  assert.ok(topics.every(({ label }) => !label.startsWith("Describe")));
  assert.ok(topics.every(({ label }) => !label.startsWith("Submit")));
});

test("a few operations are named, more are counted, and each is asked for once", () => {
  assert.equal(questOf({ actions: ["StopTask", "RunTask"] }).sought, "StopTask, RunTask");
  const many = ["StopTask", "RunTask", "CreateService", "DeleteService", "StopTask"];
  assert.equal(questOf({ actions: many }).sought, "4 operations");
  assert.equal(questOf({ actions: many }).topics.length, 4);
});

test("one record, and everything, are one selector each", () => {
  assert.deepEqual(
    questOf({ eventID: "e-1" }).topics.map(({ selector }) => selector),
    ["EventId=e-1"],
  );
  const { topics, scans } = questOf({ everything: true });
  assert.deepEqual(
    topics.map(({ selector }) => selector),
    ["EventSource=ecs.amazonaws.com"],
  );
  assert.deepEqual(scans, []);
});

test("only the names that everybody shares are dear, and not to those who ask for them", () => {
  const dear = questOf({}).topics.filter(({ isShared }) => isShared);
  assert.deepEqual(
    dear.map(({ label }) => label),
    ["TagResource", "UntagResource"],
  );
  assert.equal(questOf({ actions: ["TagResource"] }).topics[0]?.isShared, false);
});
