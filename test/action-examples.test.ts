import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import type { Action, ActionExample, Call } from "../src/core/action.ts";
import { actions } from "../src/core/actions/index.ts";
import { findAction } from "../src/core/find-action.ts";
import type { JsonObject } from "../src/core/record.ts";

describe("the actions catalogue", () => {
  it("lists every file of its folders, once", () => {
    const root = new URL("../src/core/actions/", import.meta.url);
    const files = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) =>
        readdirSync(new URL(`${name}/`, root)).map((file) => `${name}/${file}`),
      )
      .filter((file) => !file.endsWith(".test.ts") && !file.endsWith("/index.ts"));
    const listed = actions.map(
      ({ eventSource, eventName }) => `${eventSource.split(".")[0] ?? ""}/${kebab(eventName)}.ts`,
    );
    assert.deepEqual(files.toSorted(), listed.toSorted());
  });

  for (const action of actions) {
    for (const example of action.examples) {
      it(`reads ${action.eventName}: ${example.title}`, () => assertReads(action, example));
    }
  }

  it("finds each action by its service and name", () => {
    for (const action of actions) {
      assert.equal(findAction(action.eventSource, action.eventName), action);
    }
  });
});

function assertReads(action: Action, example: ActionExample): void {
  const call = callFor(action, example.request, example.response);
  const settings = action.settings?.(call) ?? [];
  const intent = typeof action.intent === "function" ? action.intent(settings) : action.intent;
  assert.deepEqual(action.resources(call)[0], example.resource);
  assert.equal(intent, example.intent);
  if (example.settings) {
    const values = Object.fromEntries(settings.map(({ name, after }) => [name, after]));
    assert.deepEqual(values, example.settings);
  }
}

function callFor(action: Action, request: JsonObject, response: JsonObject | undefined): Call {
  return {
    record: {
      eventID: "2b1c0a9e-0000-4000-8000-000000000001",
      eventTime: "2026-11-20T14:02:11Z",
      eventSource: action.eventSource,
      eventName: action.eventName,
      awsRegion: "eu-west-1",
      userIdentity: {},
      requestParameters: request,
      ...(response && { responseElements: response }),
    },
    request,
    response: response ?? {},
  };
}

/** `UpdateService` → `update-service`. */
function kebab(eventName: string): string {
  return eventName.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
