import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change } from "./change.ts";
import { exampleChange } from "./examples.ts";
import { tellHistory } from "./timeline.ts";

let count = 0;

function update(
  after: Readonly<Record<string, string | number | boolean>>,
  about: Partial<Change> = {},
): Change {
  count += 1;
  return exampleChange({
    eventID: `event-${String(count)}`,
    intent: "configure",
    settings: Object.entries(after).map(([name, value]) => ({
      name,
      after: value,
      ...(name === "forceNewDeployment" && { momentary: true as const }),
    })),
    ...about,
  });
}

function register(revision: number, settings: Change["settings"]): Change {
  const name = `api:${String(revision)}`;
  return update(
    {},
    {
      eventName: "RegisterTaskDefinition",
      intent: "register",
      resource: { kind: "task-definition", name },
      settings,
    },
  );
}

test("the value before is what the last accepted call left behind, with the record that shows it", () => {
  const four = update({ desiredCount: 4 });
  const [, zero] = tellHistory([four, update({ desiredCount: 0 })]);

  assert.equal(zero?.settings[0]?.before, 4);
  assert.equal(zero?.settings[0]?.beforeEvidence?.eventID, four.eventID);
  assert.equal(zero?.intent, "stop-service");
});

test("where the material begins, the value before stays unseen", () => {
  const [first] = tellHistory([update({ desiredCount: 4 })]);

  assert.equal(first?.settings[0]?.before, undefined);
});

test("the response tells what was there although the call did not set it", () => {
  const deploy = update({ taskDefinition: "api:41" }, { state: { desiredCount: 4 } });
  const [, scaled] = tellHistory([deploy, update({ desiredCount: 6 })]);

  assert.equal(scaled?.settings[0]?.before, 4);
});

test("a refused call leaves nothing behind", () => {
  const refused = update(
    { desiredCount: 0 },
    { outcome: { kind: "refused", errorCode: "AccessDeniedException" } },
  );
  const [, , last] = tellHistory([
    update({ desiredCount: 4 }),
    refused,
    update({ desiredCount: 2 }),
  ]);

  assert.equal(last?.settings[0]?.before, 4);
});

test("services of the same name in another cluster, account or region do not mix", () => {
  const here = update({ desiredCount: 4 });
  const elsewhere = [
    update({ desiredCount: 1 }, { account: "444455556666" }),
    update({ desiredCount: 1 }, { region: "us-east-1" }),
    update({ desiredCount: 1 }, { resource: { ...here.resource, cluster: "staging" } }),
  ];
  const told = tellHistory([here, ...elsewhere]);

  assert.deepEqual(
    told.slice(1).map(({ settings }) => settings[0]?.before),
    [undefined, undefined, undefined],
  );
});

test("a deploy to an older revision of the family is a rollback", () => {
  const [, back] = tellHistory([
    update({ taskDefinition: "api:42" }),
    update({ taskDefinition: "api:41" }),
  ]);

  assert.equal(back?.intent, "rollback");
});

test("a call that only repeats what was there changes nothing", () => {
  const values = { taskDefinition: "api:41", desiredCount: 4 };
  const [, again] = tellHistory([update(values), update(values)]);

  assert.equal(again?.noop, true);
  assert.match(again?.noopReason ?? "", /already so/);
});

test("a forced deployment of what was there already is a restart, not nothing", () => {
  const [, again] = tellHistory([
    update({ taskDefinition: "api:41" }),
    update({ taskDefinition: "api:41", forceNewDeployment: true }),
  ]);

  assert.equal(again?.noop, false);
  assert.equal(again?.intent, "restart");
});

test("a deploy tells what differs between the two task definitions when both registrations were seen", () => {
  const old = register(41, [
    { name: "containers.api.image", after: "api:1.4" },
    { name: "cpu", after: "256" },
  ]);
  const young = register(42, [
    { name: "containers.api.image", after: "api:1.5" },
    { name: "cpu", after: "256" },
  ]);
  const told = tellHistory([
    old,
    update({ taskDefinition: "api:41" }),
    young,
    update({ taskDefinition: "api:42" }),
  ]);
  const differences = told[3]?.settings.filter(({ name }) => name.startsWith("taskDefinition."));

  assert.deepEqual(
    differences?.map(({ name, before, after }) => ({ name, before, after })),
    [{ name: "taskDefinition.containers.api.image", before: "api:1.4", after: "api:1.5" }],
  );
});

test("a deleted service that is made again starts without a past", () => {
  const deleted = update({}, { eventName: "DeleteService", intent: "delete" });
  const [, , created] = tellHistory([
    update({ desiredCount: 4 }),
    deleted,
    update({ desiredCount: 2 }),
  ]);

  assert.equal(created?.settings[0]?.before, undefined);
});

test("a setting named like an object's own parts is only a name", () => {
  const told = tellHistory([update({ constructor: "a" }), update({ constructor: "b" })]);

  assert.equal(told[1]?.settings[0]?.before, "a");
});
