import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { rules } from "../../src/core/rules/index.ts";
import { writeCloudFormation } from "../../src/export/cloudformation.ts";
import { planDeployment } from "../../src/export/deployment.ts";
import { iamPolicy, writeIamPolicy } from "../../src/export/iam-policy.ts";

// cfn-lint holds templates against the schemas of CloudFormation's resources and against AWS's limits.
const LINT = "cfn-lint";
const skip =
  spawnSync(LINT, ["--version"], { stdio: "ignore" }).status !== 0 &&
  "needs cfn-lint (pip install cfn-lint)";

/** CreateStack takes no longer text; longer ones must lie in a bucket, where 1 MB is the limit. */
const LONGEST_BODY = 51_200;

describe("cfn-lint", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "tasktrail-cfn-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const paths: string[] = [];
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    paths.push(join(folder, path));
  };
  const sizes: number[] = [];
  for (const native of ["exact", "all", "none"] as const) {
    for (const organization of [undefined, "o-a1b2c3d4e5"]) {
      const plan = planDeployment({
        name: "tasktrail",
        rules,
        native,
        emails: ["on-call@acme.example"],
        secrets: ["SLACK_WEBHOOK_URL"],
        grants: [
          {
            action: "events:PutEvents",
            resource: "arn:aws:events:eu-west-1:111122223333:event-bus/x",
          },
        ],
        ...(organization !== undefined && { organization }),
      });
      for (const { path, text } of writeCloudFormation(plan)) {
        put(join(`${native}-${organization ?? "single"}`, path), text);
        sizes.push(Buffer.byteLength(text));
      }
    }
  }
  const policy = iamPolicy({
    history: true,
    effects: true,
    buckets: [{ bucket: "acme-trail", prefix: "prod" }],
    verify: true,
    queues: ["arn:aws:sqs:*:*:events"],
    grants: [],
    roles: ["arn:aws:iam::111122223333:role/TaskTrail"],
    organization: true,
    regions: true,
    directory: true,
    partition: "aws",
  });
  put("policy.yaml", writeIamPolicy(policy, "cloudformation", "tasktrail").text);

  test("finds nothing to say about any template, not even for information", () => {
    const { stdout, stderr, status } = spawnSync(LINT, ["--include-checks", "I", "--", ...paths], {
      encoding: "utf8",
    });
    assert.deepEqual([status, stdout, stderr], [0, "", ""]);
  });

  test("is given templates that CreateStack takes as they are", () => {
    assert.deepEqual(
      sizes.filter((size) => size > LONGEST_BODY),
      [],
    );
  });
});
