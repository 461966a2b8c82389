import assert from "node:assert/strict";
import * as ecs from "@aws-sdk/client-ecs";
import { describe, test } from "node:test";
import { ecsActions } from "../src/core/actions/ecs/index.ts";
import { findAction } from "../src/core/find-action.ts";

/** The operations that the AWS SDK knows: its `UpdateServiceCommand` is `UpdateService`. */
const OPERATIONS = Object.keys(ecs).flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []);

/** IAM knows these three, no SDK does: agents send them, CloudTrail writes them as data events. */
const DATA_EVENTS = ["Poll", "PutSystemLogEvents", "StartTelemetrySession"];

const isRead = (operation: string): boolean => /^(?:Describe|Get|List)/.test(operation);

describe("the catalogue against the API of Amazon ECS", () => {
  test("has one action for each operation that is not a read, and for nothing else but the data events", () => {
    const known = ecsActions.map(({ eventName }) => eventName).toSorted();
    const expected = OPERATIONS.filter((operation) => !isRead(operation));
    assert.deepEqual(known, [...expected, ...DATA_EVENTS].toSorted());
  });

  test("counts as the SDK's newest model does", () => {
    const natures = new Map<string, number>();
    for (const { nature } of ecsActions) natures.set(nature, (natures.get(nature) ?? 0) + 1);
    assert.deepEqual(Object.fromEntries(natures), { mutating: 48, agent: 5, data: 3 });
    assert.equal(OPERATIONS.filter(isRead).length, 35);
  });

  test("takes every Describe, Get and List for a read", () => {
    for (const operation of OPERATIONS.filter(isRead)) {
      const { nature, intent } = findAction("ecs.amazonaws.com", operation);
      assert.deepEqual(
        { operation, nature, intent },
        { operation, nature: "read", intent: "read" },
      );
    }
  });

  test("builds its examples from fields that the operation has", () => {
    for (const { eventName, nature, examples } of ecsActions) {
      if (nature === "data") continue;
      for (const { title, request, response = {} } of examples) {
        assertFields(`${eventName}: ${title}: request`, request, membersOf(`${eventName}Request$`));
        assertFields(
          `${eventName}: ${title}: response`,
          response,
          membersOf(`${eventName}Response$`),
        );
      }
    }
  });
});

function assertFields(what: string, fields: object, members: readonly string[]): void {
  const unknown = Object.keys(fields).filter((field) => !members.includes(field));
  assert.deepEqual(unknown, [], what);
}

/** The SDK writes a structure's schema as `[3, namespace, name, traits, members, types, …]`. */
function membersOf(schema: string): readonly string[] {
  const structure: unknown = Reflect.get(ecs, schema);
  assert.ok(Array.isArray(structure), `the SDK exports ${schema}`);
  return structure[4] as readonly string[];
}
