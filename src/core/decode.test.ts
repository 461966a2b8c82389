import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "./decode.ts";
import type { CloudTrailRecord } from "./record.ts";

function record(about: Partial<CloudTrailRecord> = {}): CloudTrailRecord {
  return {
    eventID: "6f0a2c1e-0000-4000-8000-000000000001",
    eventTime: "2026-11-20T14:02:11Z",
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    recipientAccountId: "111122223333",
    userIdentity: {
      type: "IAMUser",
      userName: "alice",
      arn: "arn:aws:iam::111122223333:user/alice",
    },
    sourceIPAddress: "203.0.113.7",
    requestParameters: { cluster: "prod", service: "checkout", desiredCount: 0 },
    ...about,
  };
}

test("a record becomes what was done to what, by whom, where, and whether AWS took it", () => {
  const change = decode(record());

  assert.deepEqual(change.resource, {
    kind: "service",
    name: "checkout",
    cluster: "prod",
    service: "checkout",
  });
  assert.equal(change.intent, "stop-service");
  assert.equal(change.actor.name, "alice");
  assert.deepEqual(change.outcome, { kind: "accepted" });
  assert.deepEqual([change.account, change.region], ["111122223333", "eu-west-1"]);
});

test("a call of another service with the same name is not taken for one of ECS", () => {
  const change = decode(record({ eventSource: "apprunner.amazonaws.com" }));

  assert.equal(change.resource.kind, "unknown");
  assert.equal(change.intent, "unknown");
});

test("an operation that nobody knows yet keeps its raw parameters", () => {
  const change = decode(
    record({ eventName: "CreateTimeMachine", requestParameters: { year: 1985 } }),
  );

  assert.equal(change.intent, "create");
  assert.deepEqual(
    change.settings.map(({ name, after }) => [name, after]),
    [["year", 1985]],
  );
});

test("a denied call without parameters is about what AWS's message names", () => {
  const { requestParameters: _, ...bare } = record();
  const change = decode({
    ...bare,
    errorCode: "AccessDeniedException",
    errorMessage:
      "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout because no identity-based policy allows the ecs:UpdateService action",
  });

  assert.equal(change.resource.name, "checkout");
  assert.equal(change.resource.cluster, "prod");
  assert.deepEqual(change.state, {});
});

test("a run that started nothing is a call without effect, and says why", () => {
  const change = decode(
    record({
      eventName: "RunTask",
      requestParameters: { cluster: "prod", taskDefinition: "api:42" },
      responseElements: { tasks: [], failures: [{ reason: "RESOURCE:MEMORY" }] },
    }),
  );

  assert.equal(change.noop, true);
  assert.match(change.noopReason ?? "", /RESOURCE:MEMORY/);
});

test("only the response of an accepted call tells what was there before", () => {
  const deployments = [
    {
      status: "PRIMARY",
      taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/api:42",
      createdAt: "2026-11-20T14:02:11Z",
    },
    {
      status: "ACTIVE",
      taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/api:41",
    },
  ];
  const change = decode(
    record({
      requestParameters: { cluster: "prod", service: "api", taskDefinition: "api:42" },
      responseElements: { service: { serviceName: "api", deployments } },
    }),
  );
  const [moved] = change.settings;

  assert.deepEqual([moved?.before, moved?.after], ["api:41", "api:42"]);
  assert.equal(moved?.beforeEvidence?.grade, "proven");
});
