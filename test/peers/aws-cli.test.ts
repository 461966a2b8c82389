import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { demoFleet, startEmulator, type Emulator } from "../../src/emulator/index.ts";

const missing = ["aws", "jq"].filter((tool) => spawnSync(tool, ["--version"]).error !== undefined);
const skip = missing.length > 0 && `needs ${missing.join(" and ")}`;

/** The three commands with which the article finds the culprit, and its jq. */
const ARTICLE_JQ =
  ".Events[].CloudTrailEvent | fromjson | {user: (.userIdentity.userName // .userIdentity.sessionContext.sessionIssuer.userName), ip: .sourceIPAddress, params: .requestParameters}";

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe("the real aws-cli against the emulator", { skip, concurrency: false }, () => {
  const scenario = demoFleet();
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ scenario, now: () => new Date(scenario.now) });
  });
  after(() => emulator.close());

  const sh = (
    command: string,
    env: Readonly<Record<string, string>> = emulator.env,
  ): Promise<Ran> => run(command, env);
  const lookUp = (eventName: string, more = ""): string =>
    `aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=${eventName} ${more}`;

  test("StopTask: the article's command shows a role, an address and a task id", async () => {
    const { stdout, stderr } = await sh(`${lookUp("StopTask")} | jq -c '${ARTICLE_JQ}'`);
    assert.equal(stderr, "");
    const [one, ...others] = lines(stdout);
    assert.equal(others.length, 0);
    const { user, ip, params } = JSON.parse(one ?? "") as Shown;
    assert.match(user, /^AWSReservedSSO_OnCall_/);
    assert.equal(ip, "198.51.100.23");
    assert.deepEqual([params.cluster, params.reason], ["prod", "stale TLS certificate"]);
    assert.match(params.task ?? "", /^[0-9a-f]{32}$/);
  });

  test("UpdateService: the newest is the scale to zero", async () => {
    const window = "--start-time 2026-11-20T13:00:00Z --end-time 2026-11-20T14:25:00Z";
    const { stdout } = await sh(`${lookUp("UpdateService", window)} | jq -c '${ARTICLE_JQ}'`);
    const shown = lines(stdout).map((line) => JSON.parse(line) as Shown);
    assert.deepEqual(
      shown.map(({ params }) => params),
      [
        { cluster: "prod", service: "checkout", desiredCount: 0 },
        { cluster: "prod", service: "search", desiredCount: 0 },
        { cluster: "prod", service: "cart", desiredCount: 0 },
      ],
    );
  });

  test("DeleteService: one, forced", async () => {
    const { stdout } = await sh(`${lookUp("DeleteService")} | jq -c '${ARTICLE_JQ}'`);
    const [one = "{}"] = lines(stdout);
    const expected = { cluster: "prod", service: "legacy-reports", force: true };
    assert.deepEqual((JSON.parse(one) as Shown).params, expected);
  });

  test("pages with --max-items and goes on from its own token", async () => {
    const first = await sh(lookUp("UpdateService", "--max-items 3 --page-size 2"));
    const page = JSON.parse(first.stdout) as Page;
    assert.equal(page.Events.length, 3);
    assert.ok(page.NextToken);
    const more = `--max-items 3 --page-size 2 --starting-token ${page.NextToken}`;
    const next = JSON.parse((await sh(lookUp("UpdateService", more))).stdout) as Page;
    const ids = [...page.Events, ...next.Events].map(({ EventId }) => EventId);
    assert.equal(new Set(ids).size, 6);
  });

  test("reads a whole history in spite of the two requests a second", async () => {
    const { stdout } = await sh(`${lookUp("UpdateService")} | jq '.Events | length'`);
    const expected = scenario.records.filter(
      (record) =>
        record["eventName"] === "UpdateService" &&
        record["recipientAccountId"] === "210987654321" &&
        record["awsRegion"] === "eu-west-1",
    );
    assert.ok(expected.length > 50, "more than one page");
    assert.equal(Number(stdout), expected.length);
  });

  test("is throttled when it hammers, and says so", async () => {
    const impatient = { ...emulator.env, AWS_MAX_ATTEMPTS: "1", AWS_DEFAULT_REGION: "us-east-1" };
    // One process that begins takes longer than a request may: other requests use up what is allowed.
    const hammer = setInterval(() => void ask(emulator.url), 40);
    const { code, stderr } = await sh("aws cloudtrail lookup-events --max-items 1", impatient);
    clearInterval(hammer);
    assert.notEqual(code, 0);
    assert.match(
      stderr,
      /\(ThrottlingException\) when calling the LookupEvents operation.*Rate exceeded/,
    );
  });

  test("asks who it is", async () => {
    const { stdout } = await sh("aws sts get-caller-identity --output text --query Account");
    assert.equal(stdout.trim(), "210987654321");
    const staging = emulator.envOf("acme-staging");
    const other = await sh("aws sts get-caller-identity --output text --query Account", staging);
    assert.equal(other.stdout.trim(), "123456789012");
  });

  test("reads services, and is refused when it changes one", async () => {
    const { stdout } = await sh(
      "aws ecs describe-services --cluster prod --services checkout --query 'services[0].[serviceName,desiredCount,status]' --output text",
    );
    assert.deepEqual(stdout.trim().split(/\s+/), ["checkout", "0", "ACTIVE"]);
    const restart = await sh(
      "aws ecs update-service --cluster prod --service checkout --desired-count 4",
    );
    assert.notEqual(restart.code, 0);
    assert.match(restart.stderr, /AccessDeniedException.*read-only/);
    assert.equal(emulator.refusals.at(-1)?.operation, "UpdateService");
  });
});

interface Shown {
  readonly user: string;
  readonly ip: string;
  readonly params: { readonly cluster?: string; readonly task?: string; readonly reason?: string };
}

interface Page {
  readonly Events: readonly { readonly EventId: string }[];
  readonly NextToken?: string;
}

function lines(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** One LookupEvents of the same account, in the region that the impatient aws-cli asks. */
async function ask(url: string): Promise<void> {
  const headers = {
    "x-amz-target": "CloudTrail_20131101.LookupEvents",
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIAPROD00000EXAMPLE/20261120/us-east-1/cloudtrail/aws4_request",
  };
  await fetch(url, { method: "POST", headers, body: '{"MaxResults":1}' }).then((answer) =>
    answer.text(),
  );
}

/** Runs a shell line with nothing of the user's AWS settings. */
function run(command: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  const own = {
    PATH: process.env["PATH"] ?? "",
    HOME: "/nonexistent",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_PAGER: "",
  };
  return new Promise((resolve) => {
    execFile("sh", ["-c", command], { env: { ...own, ...env } }, (error, stdout, stderr) => {
      resolve({ code: error ? 1 : 0, stdout, stderr });
    });
  });
}
