import assert from "node:assert/strict";
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import type { Rule } from "../../src/core/rule.ts";
import { rules } from "../../src/core/rules/index.ts";
import { planDeployment } from "../../src/export/deployment.ts";
import { iamPolicy, writeIamPolicy } from "../../src/export/iam-policy.ts";
import { writeHcl } from "../../src/export/hcl.ts";
import { writeTerraform } from "../../src/export/terraform.ts";

// Terraform reads what we write: its layout, its syntax, and, where the AWS provider is at hand, every argument. The provider
// is looked for where TASKTRAIL_TERRAFORM_PLUGINS says (a folder as `terraform providers mirror` makes it).
const TERRAFORM = "terraform";
const skip =
  spawnSync(TERRAFORM, ["version"], { stdio: "ignore" }).status !== 0 && "needs terraform";
const plugins = process.env["TASKTRAIL_TERRAFORM_PLUGINS"] ?? "";
const withoutPlugins =
  plugins === "" && "needs TASKTRAIL_TERRAFORM_PLUGINS, a mirror with the AWS provider";

const HOSTILE: Rule = {
  ...(rules[0] as Rule),
  id: "hostile",
  title: '"${file("/etc/passwd")}" %{ if true } \n\u2028 \\',
  pattern: {
    detail: {
      eventName: ['${file("/etc/passwd")}', "%{ if true }", '"\\\n\u0000\u001b', "$${kept}"],
    },
  },
};

const ENV = { PATH: process.env["PATH"], HOME: tmpdir(), CHECKPOINT_DISABLE: "1" };

describe("terraform", { skip, concurrency: false }, () => {
  const folder = mkdtempSync(join(tmpdir(), "tasktrail-terraform-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const terraform = (at: string, ...args: readonly string[]): SpawnSyncReturns<string> =>
    spawnSync(TERRAFORM, [`-chdir=${join(folder, at)}`, ...args], {
      encoding: "utf8",
      env: ENV,
    });

  const places: string[] = [];
  for (const native of ["exact", "all", "none"] as const) {
    for (const organization of [undefined, "o-a1b2c3d4e5"]) {
      const at = `${native}-${organization ?? "single"}`;
      const plan = planDeployment({
        name: "tasktrail",
        rules: [...rules, HOSTILE],
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
      for (const { path, text } of writeTerraform(plan)) {
        put(join(at, path), text);
        places.push(dirname(join(at, path)));
      }
      put(join(at, "tasktrail-lambda.zip"), "no zip");
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
  put("policy/main.tf", writeIamPolicy(policy, "terraform", "tasktrail").text);
  places.push("policy");

  test("finds nothing to lay out anew", () => {
    const { status, stdout, stderr } = terraform(".", "fmt", "-check", "-diff", "-recursive");
    assert.equal(status, 0, stdout + stderr);
  });

  test("parses every file and knows every block and reference", () => {
    for (const at of places) {
      // Without its provider it stops after syntax, blocks and duplicates, and says only that the provider is missing.
      const { stdout } = terraform(at, "validate", "-json");
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: { summary: string }[] };
      const summaries = new Set(diagnostics.map(({ summary }) => summary));
      assert.deepEqual([...summaries], ["Missing required provider"], at);
    }
  });

  test("with the AWS provider finds every configuration valid", { skip: withoutPlugins }, () => {
    // Each loads the provider anew, which takes seconds: the largest of each kind.
    const chosen = ["exact-single", "all-o-a1b2c3d4e5", "none-o-a1b2c3d4e5/member", "policy"];
    assert.deepEqual(
      chosen.filter((at) => !places.includes(at)),
      [],
    );
    for (const at of chosen) {
      const started = terraform(
        at,
        "init",
        "-backend=false",
        "-input=false",
        `-plugin-dir=${plugins}`,
      );
      assert.equal(started.status, 0, started.stderr);
      const { stdout } = terraform(at, "validate", "-json");
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: object[] };
      assert.deepEqual(diagnostics, [], at);
    }
  });

  test("reads hostile texts as the texts they are", () => {
    const texts = [
      '"${file("/etc/passwd")}"',
      "%{ if true }x%{ endif }",
      "$${kept} %%{kept} $$${x} $",
      "\\ \\n \n\r\t\u0000\u001b[2J\u2028",
      "Zoë 🚨 <script>&",
      "",
    ];
    const object = { "${key}": "a", "a b": ["x", { for: true }], __proto: 1 };
    put(
      "hostile/main.tf",
      writeHcl([
        {
          block: "locals",
          body: [
            ["x", texts],
            ["y", object],
          ],
        },
      ]),
    );
    const { stdout, stderr } = spawnSync(
      TERRAFORM,
      [`-chdir=${join(folder, "hostile")}`, "console"],
      {
        encoding: "utf8",
        input: "base64encode(jsonencode([local.x, local.y]))\n",
        env: ENV,
      },
    );
    const [, encoded = ""] = /"([\w+/=]+)"/.exec(stdout) ?? [];
    assert.notEqual(encoded, "", stderr);
    assert.deepEqual(JSON.parse(Buffer.from(encoded, "base64").toString("utf8")), [texts, object]);
  });
});
