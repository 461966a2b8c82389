import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseArn, readEcsArn } from "./arn.ts";

const OF_PROD = { region: "eu-west-1", account: "111122223333" };

/** The shapes of the ECS API reference. */
const SHAPES: readonly (readonly [string, object])[] = [
  ["cluster/prod", { kind: "cluster", name: "prod" }],
  ["service/checkout", { kind: "service", name: "checkout", service: "checkout" }],
  [
    "service/prod/checkout",
    { kind: "service", name: "checkout", cluster: "prod", service: "checkout" },
  ],
  [
    "task/0cc43cdb-3bee-4407-9c26-c0e6ea5bee84",
    { kind: "task", name: "0cc43cdb-3bee-4407-9c26-c0e6ea5bee84" },
  ],
  [
    "task/prod/b8b1cf532d0e46ba8d44a40d1de16772",
    { kind: "task", name: "b8b1cf532d0e46ba8d44a40d1de16772", cluster: "prod" },
  ],
  [
    "container-instance/1c3be8ed-df30-47b4-8f1e-6e68ebd01f34",
    { kind: "container-instance", name: "1c3be8ed-df30-47b4-8f1e-6e68ebd01f34" },
  ],
  [
    "container-instance/prod/1c3be8eddf3047b48f1e6e68ebd01f34",
    { kind: "container-instance", name: "1c3be8eddf3047b48f1e6e68ebd01f34", cluster: "prod" },
  ],
  ["task-definition/api:42", { kind: "task-definition", name: "api:42" }],
  ["capacity-provider/spot", { kind: "capacity-provider", name: "spot" }],
  [
    "service-deployment/prod/checkout/NCWGC2ZR-taawPAYrIaU5",
    {
      kind: "service-deployment",
      name: "NCWGC2ZR-taawPAYrIaU5",
      cluster: "prod",
      service: "checkout",
    },
  ],
  [
    "service-revision/prod/checkout/4980306466373577095",
    { kind: "service-revision", name: "4980306466373577095", cluster: "prod", service: "checkout" },
  ],
  [
    "task-set/prod/checkout/ecs-svc/1234567890123456789",
    {
      kind: "task-set",
      name: "ecs-svc/1234567890123456789",
      cluster: "prod",
      service: "checkout",
    },
  ],
  ["daemon/prod/monitoring", { kind: "daemon", name: "monitoring", cluster: "prod" }],
  [
    "daemon-deployment/prod/monitoring/aB1cD2eF3gH4iJ5k",
    { kind: "daemon-deployment", name: "aB1cD2eF3gH4iJ5k", cluster: "prod" },
  ],
  [
    "daemon-revision/prod/monitoring/4980306466373577095",
    { kind: "daemon-revision", name: "4980306466373577095", cluster: "prod" },
  ],
  ["daemon-task-definition/monitoring:2", { kind: "daemon-task-definition", name: "monitoring:2" }],
  ["gateway/public/a1b2c3d4e5f6478890abcdef12345678", { kind: "gateway", name: "public" }],
  [
    "gateway-route/public/a1b2c3d4e5f6478890abcdef12345678/f0e1d2c3b4a5968778695a4b3c2d1e0f",
    { kind: "gateway-route", name: "f0e1d2c3b4a5968778695a4b3c2d1e0f" },
  ],
  // What ECS will have next year is at least shown as it stands.
  ["galaxy/prod/andromeda", { kind: "unknown", name: "galaxy/prod/andromeda" }],
];

describe("an ECS ARN", () => {
  for (const [resource, expected] of SHAPES) {
    test(`names ${resource}`, () => {
      const arn = `arn:aws:ecs:eu-west-1:111122223333:${resource}`;
      assert.deepEqual(readEcsArn(arn), { ...expected, ...OF_PROD, arn });
    });
  }

  test("is read in every partition", () => {
    for (const partition of ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-eusc"]) {
      const arn = `arn:${partition}:ecs:eu-west-1:111122223333:cluster/prod`;
      assert.equal(readEcsArn(arn)?.name, "prod", partition);
    }
  });

  test("is not one of another service, a name, or a torso", () => {
    const others = [
      "arn:aws:apprunner:eu-west-1:111122223333:service/checkout/8fe1e10304f84fd2b0df550fe98a71fa",
      "checkout",
      "arn:",
      "arn:aws:ecs",
      "arn:aws:ecs:eu-west-1:111122223333:",
      "",
    ];
    assert.deepEqual(
      others.map((text) => readEcsArn(text)),
      others.map(() => undefined),
    );
  });
});

test("an ARN keeps the colons of its resource", () => {
  assert.deepEqual(parseArn("arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/api:*"), {
    partition: "aws",
    service: "logs",
    region: "eu-west-1",
    account: "111122223333",
    resource: "log-group:/ecs/api:*",
  });
});
