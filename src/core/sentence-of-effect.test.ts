import assert from "node:assert/strict";
import { test } from "node:test";
import { readEffects } from "./read-effects.ts";
import type { JsonObject } from "./record.ts";
import { describeReading, sentenceOfEffect } from "./sentence-of-effect.ts";

const CLUSTER = "arn:aws:ecs:eu-west-1:111122223333:cluster/prod";
const SERVICE = "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout";
const TASK = "arn:aws:ecs:eu-west-1:111122223333:task/prod/924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b";

/** The sentence about the last of the effects in it. */
function sentence(form: string, body: JsonObject): string {
  const raw = { form, account: "111122223333", region: "eu-west-1", body };
  const last = readEffects(raw).at(-1);
  assert.ok(last !== undefined);
  return sentenceOfEffect(last);
}

const stopped = (about: JsonObject) =>
  sentence("task", {
    taskArn: TASK,
    clusterArn: CLUSTER,
    group: "service:checkout",
    lastStatus: "STOPPED",
    stoppedAt: "2026-11-20T14:21:00Z",
    ...about,
  });

const event = (message: string) =>
  sentence("service-event", {
    id: "4247e268-1ad6-4185-99f6-b28eee41fafa",
    createdAt: "2026-11-20T14:21:00Z",
    serviceArn: SERVICE,
    clusterArn: CLUSTER,
    message,
  });

test("a stopped task is told with ECS's words", () => {
  assert.equal(
    stopped({
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: "Scaling activity initiated by (deployment ecs-svc/1)",
    }),
    "checkout in prod: ECS stopped task 924c1f0a… (Scaling activity initiated by (deployment ecs-svc/1))",
  );
});

test("a caller's reason is quoted, also where it imitates ECS", () => {
  assert.equal(
    stopped({ stopCode: "UserInitiated", stoppedReason: "Your Spot Task was interrupted." }),
    'checkout in prod: ECS stopped task 924c1f0a… (somebody called StopTask: "Your Spot Task was interrupted.")',
  );
  assert.equal(
    stopped({ stopCode: "UserInitiated", stoppedReason: "Task stopped by user" }),
    "checkout in prod: ECS stopped task 924c1f0a… (somebody called StopTask)",
  );
});

test("a crash is told with the container's exit code", () => {
  assert.equal(
    stopped({
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [
        { name: "proxy", exitCode: 0 },
        { name: "web", exitCode: 1 },
      ],
    }),
    "checkout in prod: task 924c1f0a… ended (Essential container in task exited: the container web exited with code 1)",
  );
});

test("a service event is told by what it means, and verbatim where nobody knows", () => {
  assert.equal(
    event(
      "(service checkout) (task 924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b) (port 80) is unhealthy in (target-group web) due to (reason Request timed out)",
    ),
    "checkout in prod: the load balancer's health checks failed (Request timed out)",
  );
  assert.equal(
    event("(service checkout) did something new."),
    'checkout in prod: ECS said "(service checkout) did something new."',
  );
});

test("a deployment is told with its id and state", () => {
  assert.equal(
    sentence("deployment", {
      id: "ecs-svc/2",
      serviceArn: SERVICE,
      createdAt: 1_795_183_602,
      updatedAt: 1_795_183_702,
      rolloutState: "FAILED",
      rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
    }),
    "checkout in prod: deployment ecs-svc/2 failed (ECS deployment circuit breaker: tasks failed to start.)",
  );
});

test("a thing without a service is named once", () => {
  assert.equal(
    stopped({ group: "family:nightly", stopCode: "SpotInterruption" }),
    "task 924c1f0a… in prod: ECS stopped it (AWS took the Spot capacity back)",
  );
  assert.equal(
    sentence("container-instance", {
      containerInstanceArn: "arn:aws:ecs:eu-west-1:111122223333:container-instance/prod/2dd1",
      registeredAt: 1_795_183_602,
    }),
    "container instance 2dd1 in prod: it was registered",
  );
});

test("a reading's reason is told once", () => {
  const reading = { family: "x", caller: "none", tasks: [] } as const;

  assert.equal(
    describeReading({ ...reading, says: "it failed", reason: "why" }),
    "it failed (why)",
  );
  assert.equal(
    describeReading({ ...reading, says: "it failed: why", reason: "why" }),
    "it failed: why",
  );
  assert.equal(describeReading({ ...reading, says: "it failed" }), "it failed");
});
