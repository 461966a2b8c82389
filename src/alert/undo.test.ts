import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Change } from "../core/change.ts";
import { decode } from "../core/decode.ts";
import { readRecord } from "../core/read-record.ts";
import type { JsonObject } from "../core/record.ts";
import { tellHistory } from "../core/timeline.ts";
import { quote, undoOf } from "./undo.ts";

/** The last of these calls, with what was there before told from the others. */
function change(...calls: readonly JsonObject[]): Change {
  const changes = calls.map((call, index) => {
    const record = readRecord({
      eventID: `e${String(index)}`,
      eventTime: `2026-11-20T14:00:0${String(index)}Z`,
      eventSource: "ecs.amazonaws.com",
      eventName: "UpdateService",
      awsRegion: "eu-west-1",
      recipientAccountId: "111122223333",
      userIdentity: { type: "IAMUser", userName: "jane" },
      ...call,
    });
    assert.ok(!("flaw" in record), JSON.stringify(record));
    return decode(record);
  });
  return tellHistory(changes).at(-1) ?? assert.fail();
}

function update(parameters: JsonObject): JsonObject {
  return { requestParameters: { cluster: "prod", service: "checkout", ...parameters } };
}

test("a service scaled to zero is set back to what it was", () => {
  const undo = undoOf(change(update({ desiredCount: 4 }), update({ desiredCount: 0 })));
  assert.deepEqual(undo, {
    command:
      "aws ecs update-service --cluster=prod --service=checkout --desired-count=4 --region=eu-west-1",
    leaves: [],
  });
});

test("a deployment goes back to its task definition, and what is not known is said", () => {
  const undo = undoOf(
    change(
      update({ taskDefinition: "checkout:41", enableExecuteCommand: false }),
      update({
        taskDefinition: "checkout:42",
        enableExecuteCommand: true,
        platformVersion: "1.4.0",
      }),
    ),
  );
  assert.equal(
    undo?.command,
    "aws ecs update-service --cluster=prod --service=checkout --task-definition=checkout:41 --no-enable-execute-command --region=eu-west-1",
  );
  assert.deepEqual(undo.leaves, ["platformVersion"]);
});

test("a drained instance is taken back, and scaling gets its old limits", () => {
  const status = (value: string): JsonObject => ({
    eventName: "UpdateContainerInstancesState",
    requestParameters: {
      cluster: "prod",
      containerInstances: ["1c3be8eddf3047b48f1e6e68ebd01f34"],
      status: value,
    },
  });
  assert.match(
    undoOf(change(status("ACTIVE"), status("DRAINING")))?.command ?? "",
    /--container-instances 1c3be8eddf3047b48f1e6e68ebd01f34 --status=ACTIVE /,
  );
  const target = (maxCapacity: number): JsonObject => ({
    eventSource: "application-autoscaling.amazonaws.com",
    eventName: "RegisterScalableTarget",
    requestParameters: { serviceNamespace: "ecs", resourceId: "service/prod/api", maxCapacity },
  });
  assert.match(
    undoOf(change(target(8), target(1)))?.command ?? "",
    /^aws application-autoscaling register-scalable-target .*--resource-id=service\/prod\/api --max-capacity=8 /,
  );
});

test("nothing is suggested where nothing was there before, was changed, or can be taken back", () => {
  const silent: readonly Change[] = [
    change(update({ desiredCount: 0 })),
    change(update({ desiredCount: 4 }), update({ desiredCount: 4 })),
    change(update({ desiredCount: 4 }), {
      ...update({ desiredCount: 0 }),
      errorCode: "AccessDenied",
    }),
    change({
      eventName: "DeleteService",
      requestParameters: { cluster: "prod", service: "checkout" },
    }),
    change({ eventName: "StopTask", requestParameters: { cluster: "prod", task: "a".repeat(32) } }),
  ];
  assert.deepEqual(
    silent.map(undoOf),
    silent.map(() => undefined),
  );
});

test("no name that ECS would not give out ever stands in a command", () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      "prod; rm -rf /",
      "$(curl evil.example)",
      "`id`",
      "a'b",
      'a"b',
      "a\nb",
      "--profile=other",
      "file:///etc/passwd",
      "-x",
      "\u202eprod",
    ),
    fc.string({ unit: "binary", maxLength: 30 }),
  );
  fc.assert(
    fc.property(hostile, hostile, hostile, (cluster, service, definition) => {
      const call = (parameters: JsonObject): JsonObject => ({
        requestParameters: { cluster, service, ...parameters },
      });
      const undo = undoOf(
        change(
          call({ desiredCount: 4, taskDefinition: definition }),
          call({ desiredCount: 0, taskDefinition: "checkout:2" }),
        ),
      );
      if (undo === undefined) return;
      assert.match(undo.command, /^aws ecs update-service(?: --[a-z-]+=[\w:.-]+)+$/);
    }),
  );
});

test("a quoted word reaches the command as it was", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 40 }).filter((text) => !text.includes("\0")),
      (word) => {
        const { stdout } = spawnSync("sh", ["-c", `printf %s ${quote(word)}`], {
          encoding: "utf8",
        });
        assert.equal(stdout, word);
      },
    ),
    { numRuns: 40 },
  );
});
