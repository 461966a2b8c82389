import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { unzipSync } from "fflate";
import { parse } from "yaml";
import { OperatorError } from "../src/core/errors.ts";
import { compilePattern, unfoldKeys } from "../src/core/pattern.ts";
import { readCall } from "../src/core/read-call.ts";
import type { JsonObject } from "../src/core/record.ts";
import { readExample } from "../src/core/rule-example.ts";
import type { Rule, RuleExample } from "../src/core/rule.ts";
import { rules } from "../src/core/rules/index.ts";
import { writeCloudFormation } from "../src/export/cloudformation.ts";
import { planDeployment, type DeploymentOptions } from "../src/export/deployment.ts";
import { eventFeed } from "../src/export/event-feed.ts";
import { writeHcl } from "../src/export/hcl.ts";
import { iamPolicy } from "../src/export/iam-policy.ts";
import { nativeRule } from "../src/export/native-rule.ts";
import { splitPattern } from "../src/export/split-pattern.ts";
import { writeTerraform } from "../src/export/terraform.ts";
import { BUNDLE } from "../src/lambda/bundle.ts";
import { bundleLambda } from "../scripts/bundle-lambda.ts";
import { runCommand } from "./run-command.ts";

const OPTIONS: DeploymentOptions = {
  name: "tasktrail",
  rules,
  native: "exact",
  emails: ["on-call@acme.example"],
  secrets: ["SLACK_WEBHOOK_URL"],
  grants: [],
};

/** The event in which EventBridge delivers an example's record. */
function eventOf(example: RuleExample): JsonObject {
  const story = readExample(example);
  assert.ok("told" in story, example.title);
  const record = story.told.at(-1)?.record;
  assert.ok(record);
  return unfoldKeys({
    version: "0",
    source: `aws.${record.eventSource.replace(".amazonaws.com", "")}`,
    "detail-type": "AWS API Call via CloudTrail",
    account: "111122223333",
    detail: record as unknown as JsonObject,
  });
}

/** EventBridge delivers no calls that only read. */
function isDelivered(example: RuleExample): boolean {
  const story = readExample(example);
  const record = "told" in story ? story.told.at(-1)?.record : undefined;
  return record !== undefined && readCall(record).nature !== "read";
}

function ruleOf(id: string): Rule {
  const rule = rules.find((one) => one.id === id);
  assert.ok(rule);
  return rule;
}

describe("a rule that EventBridge holds by itself", () => {
  const natives = rules.flatMap((rule) => nativeRule(rule) ?? []);

  test("fires wherever the rule does", () => {
    for (const { rule, pattern } of natives) {
      const { matches } = compilePattern(pattern);
      for (const example of rule.examples.fires.filter(isDelivered)) {
        assert.ok(matches(eventOf(example)), `${rule.id}: ${example.title}`);
      }
    }
  });

  test("is silent wherever the rule is, unless it says how it fires more often", () => {
    const exact = natives.filter(({ wider }) => wider.length === 0);
    assert.ok(exact.length >= 12, String(exact.length));
    for (const { rule, pattern } of exact) {
      const { matches } = compilePattern(pattern);
      for (const example of rule.examples.silent) {
        assert.equal(matches(eventOf(example)), false, `${rule.id}: ${example.title}`);
      }
    }
  });

  test("says more than the envelope, and asks for nothing that was concluded", () => {
    for (const { rule, pattern } of natives) {
      const { fields } = compilePattern(pattern);
      assert.ok(
        [...fields].some((field) => field.startsWith("detail.")),
        rule.id,
      );
      assert.deepEqual(
        [...fields].filter((field) => field.startsWith("tasktrail")),
        [],
        rule.id,
      );
      assert.ok(fields.has("source") && fields.has("detail-type"), rule.id);
    }
  });

  test("is none where only TaskTrail knows", () => {
    for (const id of ["console-drift", "stop-task-by-person", "unexpected-address", "mass-scale"]) {
      assert.equal(nativeRule(ruleOf(id)), undefined, id);
    }
  });

  test("hears of scaling to zero, and of no call that leaves the count alone", () => {
    const native = nativeRule(ruleOf("scale-to-zero"));
    assert.ok(native);
    const { matches } = compilePattern(native.pattern);
    const call = (requestParameters: JsonObject): JsonObject =>
      eventOf({ title: "", record: { eventName: "UpdateService", requestParameters } });
    assert.equal(matches(call({ service: "checkout", desiredCount: 0 })), true);
    assert.equal(matches(call({ service: "checkout", forceNewDeployment: true })), false);
    assert.equal(matches(call({ service: "checkout", desiredCount: 1 })), false);
    assert.ok(native.wider.length > 0);
  });
});

describe("a pattern that is too long", () => {
  test("is divided into parts that together match the same", () => {
    const native = nativeRule(ruleOf("hostile-command"));
    assert.ok(native);
    const { fires, silent } = ruleOf("hostile-command").examples;
    const whole = compilePattern(native.pattern);
    fc.assert(
      fc.property(fc.integer({ min: 700, max: 2500 }), (longest) => {
        const parts = splitPattern(native.pattern, "x", longest);
        assert.ok(parts.every((part) => JSON.stringify(part).length <= longest));
        const compiled = parts.map((part) => compilePattern(part));
        for (const example of [...fires, ...silent]) {
          const event = eventOf(example);
          assert.equal(
            compiled.some(({ matches }) => matches(event)),
            whole.matches(event),
            example.title,
          );
        }
      }),
    );
  });

  test("is refused with its length where nothing in it can be divided", () => {
    assert.throws(
      () => splitPattern({ detail: { eventName: ["x".repeat(3000)] } }, "mine"),
      (error) => error instanceof OperatorError && /mine has 30\d\d characters/.test(error.message),
    );
  });

  test("keeps within EventBridge's limits in every deployment", () => {
    for (const native of ["exact", "all", "none"] as const) {
      const plan = planDeployment({ ...OPTIONS, name: "a".repeat(24), native });
      const ids = plan.natives.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      for (const { id, description } of plan.natives) {
        assert.ok(`${plan.name}-${id}`.length <= 64, id);
        assert.ok(description.length <= 512);
      }
      const patterns = [
        ...plan.natives.map(({ pattern }) => pattern),
        ...plan.feed,
        ...plan.forwarded,
      ];
      for (const pattern of patterns) assert.ok(JSON.stringify(pattern).length <= 2048);
    }
  });
});

describe("what reaches the function", () => {
  const feed = eventFeed(rules).map((pattern) => compilePattern(pattern));
  const reaches = (example: RuleExample): boolean =>
    feed.some(({ matches }) => matches(eventOf(example)));

  test("is everything that any rule fires on", () => {
    for (const { id, examples } of rules) {
      for (const example of examples.fires.filter(isDelivered)) {
        assert.ok(reaches(example), `${id}: ${example.title}`);
      }
    }
  });

  test("is not what the agents of instances say all day", () => {
    const ofAgent = { title: "", record: { eventName: "SubmitTaskStateChange" }, by: "instance" };
    assert.equal(reaches(ofAgent), false);
    assert.equal(reaches({ ...ofAgent, by: "person" }), true);
    assert.equal(reaches({ title: "", record: { eventName: "DiscoverPollEndpoint" } }), false);
  });
});

describe("a deployment", () => {
  const texts = (options: Partial<DeploymentOptions>): readonly string[] => {
    const plan = planDeployment({ ...OPTIONS, ...options });
    return [...writeTerraform(plan), ...writeCloudFormation(plan)].map(({ text }) => text);
  };

  test("runs each rule in one place only", () => {
    for (const native of ["exact", "all", "none"] as const) {
      const { natives, lambdaRules, left } = planDeployment({ ...OPTIONS, native });
      const held = rules.filter(({ id }) =>
        natives.some((one) => one.id.replace(/-\d$/, "") === id),
      );
      assert.equal(held.length + lambdaRules.length + left.length, rules.length, native);
      assert.equal(native === "all", lambdaRules.length === 0);
    }
  });

  test("hands on whole events, never through an input transformer", () => {
    for (const text of texts({ native: "all", organization: "o-a1b2c3d4e5" })) {
      assert.doesNotMatch(text, /input_transformer:?|InputTransformer|InputPath|input_path/);
    }
  });

  test("gives nobody more than named actions, and its services no condition that they cannot meet", () => {
    const [, template = ""] = texts({});
    const { Resources } = parse(template) as {
      Resources: Record<string, { Type: string; Properties: JsonObject }>;
    };
    const policies = JSON.stringify(Resources["FunctionRole"]);
    assert.doesNotMatch(policies, /"[a-z0-9]+:\*"|"Resource":"\*"/);
    const topic = Resources["FindingsPolicy"];
    assert.ok(topic);
    const { Statement } = topic.Properties["PolicyDocument"] as {
      readonly Statement: JsonObject[];
    };
    const rulesMay = Statement.find(({ Sid }) => Sid === "Rules");
    assert.equal(rulesMay?.["Condition"], undefined);
    assert.match(JSON.stringify(Resources["EventsPolicy"]), /aws:SourceArn/);
  });

  test("keeps each secret a variable", () => {
    const [terraform = "", template = ""] = texts({});
    assert.match(terraform, /variable "slack_webhook_url" \{[^}]+sensitive\s+= true/);
    assert.match(template, /NoEcho: true/);
  });

  test("refuses names that a template or AWS could misread", () => {
    const hostile: readonly Partial<DeploymentOptions>[] = [
      { name: 'x"\n}' },
      { name: '${file("/etc/passwd")}' },
      { name: "-x" },
      { name: "x".repeat(25) },
      { emails: ["a@b.example\nBcc: c@d.example"] },
      { emails: ['"${path.module}"@acme.example'] },
      { secrets: ["A B"] },
      { organization: "*" },
      { organization: 'o-a1b2c3d4e5"' },
      { rules: [{ ...ruleOf("root-use"), id: "__proto__" }] },
    ];
    for (const one of hostile) {
      assert.throws(
        () => planDeployment({ ...OPTIONS, ...one }),
        OperatorError,
        JSON.stringify(one).slice(0, 80),
      );
    }
  });

  test("escapes whatever a rule of one's own says", () => {
    const own: Rule = {
      ...ruleOf("denied-destruction"),
      id: "own",
      title: '"${file("/etc/passwd")}" %{ if true } \n\u2028 \\ ',
      pattern: { detail: { eventName: ['${file("x")}', "%{if true}", '"\\\n\u0000', "$${kept}"] } },
    };
    const plan = planDeployment({ ...OPTIONS, rules: [own] });
    const text = writeTerraform(plan)[0]?.text ?? "";
    assert.doesNotMatch(text.replaceAll("$${", "").replaceAll("%%{", ""), /\$\{file|%\{ ?if/);
    const template = writeCloudFormation(plan)[0]?.text ?? "";
    const { Resources } = parse(template) as {
      Resources: Record<string, { Properties: JsonObject }>;
    };
    const pattern = Resources["NativeOwn"]?.Properties["EventPattern"] as { detail: JsonObject };
    assert.deepEqual(pattern.detail, own.pattern["detail"]);
  });
});

test("any text stays one string in Terraform's language", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      const text = writeHcl([{ block: "locals", body: [["x", value]] }]);
      const [, quoted = ""] = /^locals \{\n {2}x = "(.*)"\n\}\n$/su.exec(text) ?? [];
      assert.doesNotMatch(quoted, /(?<!\\)(?:\\\\)*"|\n/);
      assert.doesNotMatch(quoted.replaceAll(/\$\$\{|%%\{/g, ""), /[$%]\{/);
    }),
  );
});

describe("an IAM policy", () => {
  const none = {
    history: false,
    effects: false,
    buckets: [],
    verify: false,
    queues: [],
    grants: [],
    roles: [],
    organization: false,
    regions: false,
    directory: false,
    partition: "aws",
  };

  test("names every action", () => {
    const everything = iamPolicy({
      ...none,
      history: true,
      effects: true,
      verify: true,
      organization: true,
      regions: true,
      directory: true,
      roles: ["arn:aws:iam::111122223333:role/TaskTrail"],
      buckets: [{ bucket: "acme-trail", prefix: "prod" }],
      queues: ["arn:aws:sqs:*:*:events"],
    });
    const actions = everything.Statement.flatMap(({ Action }) => Action);
    assert.deepEqual(
      actions.filter((action) => action.includes("*")),
      [],
    );
    const changing = actions.filter((action) => !/:(?:Describe|Get|List|Lookup)/.test(action));
    assert.deepEqual(changing.toSorted(), [
      "kms:Decrypt",
      "kms:Decrypt",
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:ReceiveMessage",
      "sts:AssumeRole",
    ]);
  });

  test("of a prefix allows neither its neighbours nor the whole bucket", () => {
    const { Statement } = iamPolicy({
      ...none,
      buckets: [{ bucket: "acme-trail", prefix: "prod" }],
    });
    assert.deepEqual(Statement.find(({ Sid }) => Sid === "Files")?.Resource, [
      "arn:aws:s3:::acme-trail/prod/*",
    ]);
    assert.deepEqual(Statement.find(({ Sid }) => Sid === "List1")?.Condition, {
      StringLike: { "s3:prefix": ["prod", "prod/*"] },
    });
  });
});

describe("tasktrail export", () => {
  const folder = mkdtempSync(join(tmpdir(), "tasktrail-export-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...argv: string[]) => runCommand(["export", ...argv], { cwd: folder });

  test("iam-policy writes what the commands need", async () => {
    const actions = async (...argv: string[]): Promise<readonly string[]> => {
      const { stdout, code } = await run("iam-policy", ...argv);
      assert.equal(code, 0);
      const { Statement } = JSON.parse(stdout) as { Statement: { Action: string[] }[] };
      return Statement.flatMap(({ Action }) => Action);
    };
    assert.deepEqual(await actions("findings"), [
      "sts:GetCallerIdentity",
      "cloudtrail:LookupEvents",
    ]);
    assert.deepEqual(await actions("verify", "--source", "s3://acme-trail"), [
      "sts:GetCallerIdentity",
      "s3:ListBucket",
      "s3:GetObject",
      "kms:Decrypt",
      "cloudtrail:ListPublicKeys",
    ]);
    assert.ok((await actions("who")).includes("ecs:DescribeServices"));
    const watched = await actions(
      "watch",
      "--source",
      "sqs://ecs-events",
      "--sink",
      "sns://arn:aws:sns:eu-west-1:111122223333:a",
    );
    assert.ok(watched.includes("sqs:DeleteMessage") && watched.includes("sns:Publish"));
    assert.ok(!watched.includes("cloudtrail:LookupEvents"));
  });

  test("refuses what is no command, place or role", async () => {
    for (const argv of [
      ["iam-policy", "whoo"],
      ["iam-policy", "who", "--source", "s3://acme/*"],
      ["iam-policy", "who", "--role", "*"],
      ["iam-policy", "watch", "--sink", "sns://x"],
      ["iam-policy", "demo"],
      ["pulumi"],
    ]) {
      const { code, stdout } = await run(...argv);
      assert.deepEqual([code, stdout], [2, ""], argv.join(" "));
    }
  });

  test("never writes a secret down", async () => {
    const secret = "hooks.slack.com/services/T0/B0/verysecret";
    const { code, stdout, stderr } = await run(
      "terraform",
      "--out",
      "-",
      "--sink",
      `slack://${secret}`,
    );
    assert.equal(code, 2);
    assert.doesNotMatch(stdout + stderr, /verysecret/);
    assert.match(stderr, /slack:\/\/env\/NAME/);
  });

  test("says which rules nobody runs without a function", async () => {
    const { stderr, code } = await run("cloudformation", "--native", "all", "--out", "-");
    assert.equal(code, 0);
    assert.match(stderr, /nobody runs .*console-drift/);
  });

  test("packs the function with the rules it runs, one's own too, and replaces no file", async () => {
    if (!existsSync(BUNDLE)) await bundleLambda(fileURLToPath(BUNDLE));
    writeFileSync(
      join(folder, "own.yaml"),
      "id: friday\ntitle: On a Friday\nseverity: low\npattern: { tasktrail: { weekday: [fri] } }\n",
    );
    const first = await run(
      "terraform",
      "--out",
      "out",
      "--rules",
      "own.yaml",
      "--sink",
      "slack://env/HOOK",
    );
    assert.equal(first.code, 0, first.stderr);
    const zip = readFileSync(join(folder, "out/tasktrail-lambda.zip"));
    const files = unzipSync(zip);
    assert.deepEqual(Object.keys(files).toSorted(), ["index.mjs", "settings.json"]);
    const settings = JSON.parse(new TextDecoder().decode(files["settings.json"])) as {
      rules: { id: string; examples?: object }[];
      sinks: string[];
    };
    assert.ok(settings.rules.some(({ id }) => id === "friday"));
    assert.ok(settings.rules.every(({ examples }) => examples === undefined));
    assert.deepEqual(settings.sinks, ["slack://env/HOOK"]);

    const second = await run("terraform", "--out", "out");
    assert.equal(second.code, 2);
    assert.match(second.stderr, /is there already/);
    const again = await run(
      "terraform",
      "--out",
      "out",
      "--force",
      "--rules",
      "own.yaml",
      "--sink",
      "slack://env/HOOK",
    );
    assert.equal(again.code, 0);
    assert.deepEqual(readFileSync(join(folder, "out/tasktrail-lambda.zip")), zip);
  });
});
