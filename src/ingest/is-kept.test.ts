import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRecords } from "../core/parse-records.ts";
import type { CloudTrailRecord, JsonObject } from "../core/record.ts";
import { whyKept } from "./is-kept.ts";

function record(about: JsonObject): CloudTrailRecord {
  const raw = { eventTime: "2026-11-20T14:00:00Z", eventName: "DoThing", ...about };
  const [read] = parseRecords(JSON.stringify(raw)).records;
  assert.ok(read);
  return read.record;
}

const CASES: readonly (readonly [string, JsonObject, RegExp | undefined])[] = [
  ["a call to ECS", { eventSource: "ecs.amazonaws.com" }, /ECS/],
  ["a role that was assumed", { eventSource: "sts.amazonaws.com" }, /assumed/],
  ["a sign-in", { eventSource: "signin.amazonaws.com" }, /signed in/],
  ["a stack update", { eventSource: "cloudformation.amazonaws.com" }, /stack/],
  ["another service's call", { eventSource: "s3.amazonaws.com" }, undefined],
  [
    "another service's call by root",
    { eventSource: "s3.amazonaws.com", userIdentity: { type: "Root" } },
    /root/,
  ],
  ["EC2 Auto Scaling", { eventSource: "autoscaling.amazonaws.com" }, undefined],
  [
    "Application Auto Scaling under EC2 Auto Scaling's name",
    {
      eventSource: "autoscaling.amazonaws.com",
      additionalEventData: { service: "application-autoscaling" },
    },
    /scaling of a service/,
  ],
  [
    "a look at a stack",
    { eventSource: "cloudformation.amazonaws.com", eventName: "DescribeStacks" },
    undefined,
  ],
  [
    "a look at a stack by its flag",
    { eventSource: "cloudformation.amazonaws.com", eventName: "EstimateCosts", readOnly: true },
    undefined,
  ],
  [
    "a rule that was changed",
    {
      eventSource: "events.amazonaws.com",
      eventName: "PutRule",
      requestParameters: { name: "nightly" },
    },
    /set a service to work/,
  ],
  [
    "an event that somebody sent",
    {
      eventSource: "events.amazonaws.com",
      eventName: "PutEvents",
      requestParameters: { name: "nightly" },
    },
    undefined,
  ],
  [
    "a function whose code was changed",
    {
      eventSource: "lambda.amazonaws.com",
      eventName: "UpdateFunctionCode20150331v2",
      requestParameters: { functionName: "wake-staging" },
    },
    /set a service to work/,
  ],
  ["a function that ran", { eventSource: "lambda.amazonaws.com", eventName: "Invoke" }, undefined],
  [
    "the end of a shell in a task",
    {
      eventSource: "ssm.amazonaws.com",
      eventName: "TerminateSession",
      requestParameters: { sessionId: "ecs-execute-command-0dfcb1f8c2e47585a" },
    },
    /session/,
  ],
  [
    "the end of another shell",
    {
      eventSource: "ssm.amazonaws.com",
      eventName: "TerminateSession",
      requestParameters: { sessionId: "jane-0dfcb1f8c2e47585a" },
    },
    undefined,
  ],
  [
    "an instance that was terminated",
    { eventSource: "ec2.amazonaws.com", eventName: "TerminateInstances" },
    /behind/,
  ],
  [
    "an instance that nobody was allowed to terminate",
    {
      eventSource: "ec2.amazonaws.com",
      eventName: "TerminateInstances",
      errorCode: "Client.UnauthorizedOperation",
    },
    undefined,
  ],
  [
    "an image that was pushed",
    { eventSource: "ecr.amazonaws.com", eventName: "PutImage" },
    /behind/,
  ],
  [
    "a layer of an image",
    { eventSource: "ecr.amazonaws.com", eventName: "InitiateLayerUpload" },
    undefined,
  ],
  [
    "a record of two accounts' trails",
    { eventSource: "kms.amazonaws.com", sharedEventID: "0b8d7a5e-0000-4000-8000-000000000001" },
    undefined,
  ],
  [
    "a load balancer call of a person",
    { eventSource: "elasticloadbalancing.amazonaws.com" },
    undefined,
  ],
  [
    "a load balancer call of the ECS scheduler",
    { eventSource: "elasticloadbalancing.amazonaws.com", sourceIPAddress: "ecs.amazonaws.com" },
    /scheduler/,
  ],
];

for (const [says, about, why] of CASES) {
  test(`${says} is ${why ? "kept" : "left aside"}`, () => {
    const reason = whyKept(record(about));

    if (why) assert.match(reason ?? "", why);
    else assert.equal(reason, undefined);
  });
}
