import assert from "node:assert/strict";
import { test } from "node:test";
import type { Resource } from "../core/change.ts";
import { OperatorError } from "../core/errors.ts";
import { exampleChange } from "../core/examples.ts";
import { parseTarget, readingsOf } from "./target.ts";

const TASK = "924cf6cfe1f24f5a9f2b6e9c3c9a3b11";
const service: Resource = {
  kind: "service",
  name: "checkout",
  service: "checkout",
  cluster: "prod",
};
const task: Resource = { kind: "task", name: TASK, service: "checkout", cluster: "prod" };
const cluster: Resource = { kind: "cluster", name: "prod" };
const revision: Resource = { kind: "task-definition", name: "checkout:42" };
const provider: Resource = { kind: "capacity-provider", name: "spot" };

const CASES: readonly (readonly [
  typed: string,
  about: readonly Resource[],
  notAbout: readonly Resource[],
])[] = [
  ["checkout", [service, task, revision], [cluster, provider]],
  ["prod", [service, task, cluster], [revision, provider]],
  ["prod/checkout", [service, task], [cluster, revision]],
  ["staging/checkout", [], [service, task]],
  [TASK, [task], [service]],
  [TASK.toUpperCase(), [task], [service]],
  [`prod/${TASK}`, [task], [service]],
  ["checkout:42", [revision], [service]],
  ["checkout:4", [], [revision]],
  ["spot", [provider], [service]],
  ["cluster/prod", [service, task, cluster], [revision]],
  ["service/prod/checkout", [service, task], [cluster]],
  ["service/checkout", [service, task], [cluster]],
  ["task-definition/checkout", [revision], [service]],
  ["capacity-provider/spot", [provider], [service]],
  ["arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout", [service, task], [cluster]],
  ["arn:aws:ecs:eu-west-1:111122223333:service/checkout", [service, task], [cluster]],
  [`arn:aws:ecs:eu-west-1:111122223333:task/prod/${TASK}`, [task], [service]],
  ["arn:aws:ecs:eu-west-1:111122223333:cluster/prod", [service, task, cluster], [revision]],
  ["arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:42", [revision], [service]],
  [
    "arn:aws:ecs:eu-west-1:111122223333:service-revision/prod/checkout/1234567890123456789",
    [service],
    [cluster],
  ],
  ["arn:aws:ecs:us-east-1:111122223333:service/prod/checkout", [], [service]],
  ["arn:aws:ecs:eu-west-1:444455556666:service/prod/checkout", [], [service]],
  ["arn:aws-cn:ecs:cn-north-1:111122223333:service/prod/checkout", [], [service]],
];

for (const [typed, about, notAbout] of CASES) {
  test(`${typed} is understood`, () => {
    const target = parseTarget(typed);
    const fits = (resource: Resource): boolean =>
      readingsOf(target, exampleChange({ resource })).length > 0;

    assert.deepEqual(
      about.filter((resource) => !fits(resource)),
      [],
    );
    assert.deepEqual(notAbout.filter(fits), []);
  });
}

test("a revision is put to use by a deploy, and only named by the answer to a scaling", () => {
  const call = (intent: "deploy" | "scale") =>
    exampleChange({ intent, resource: service, related: [revision] });

  assert.equal(readingsOf(parseTarget("checkout:42"), call("deploy")).length, 1);
  assert.equal(readingsOf(parseTarget("checkout:42"), call("scale")).length, 0);
});

const REFUSED = [
  "",
  "two words",
  "a//b",
  "/checkout",
  "prod/",
  "a/b/c",
  "a:b",
  "arn:aws:ecr:eu-west-1:111122223333:repository/api",
  "arn:aws:ecs:eu-west-1:111122223333:nothing",
  "arn:aws:ecs",
  "x".repeat(3000),
];

for (const typed of REFUSED) {
  test(`${JSON.stringify(typed.slice(0, 60))} names nothing in ECS, and the error says what would`, () => {
    assert.throws(
      () => parseTarget(typed),
      (error) =>
        error instanceof OperatorError &&
        error.code === "bad-argument" &&
        error.hint !== undefined &&
        error.message.length < 200,
    );
  });
}
