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
