import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  RunTaskCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import {
  demoFleet,
  startEmulator,
  type Emulator,
  type EmulatorSettings,
} from "../src/emulator/index.ts";

const scenario = demoFleet();
const now = (): Date => new Date(scenario.now);

/** Runs an emulator for the length of a test. */
async function withEmulator(
  settings: Partial<EmulatorSettings>,
  use: (emulator: Emulator) => Promise<void>,
): Promise<void> {
  const emulator = await startEmulator({ scenario, now, ...settings });
  try {
    await use(emulator);
  } finally {
    await emulator.close();
  }
}

function clientSettings(
  { url, env }: Emulator,
  accessKeyId = env["AWS_ACCESS_KEY_ID"] ?? "",
): {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
} {
  const credentials = { accessKeyId, secretAccessKey: "any" };
  return { endpoint: url, region: env["AWS_REGION"] ?? "", credentials, maxAttempts: 1 };
}

describe("who one is in the emulator", () => {
  test("follows from the access key", () =>
    withEmulator({}, async (emulator) => {
      const sts = new STSClient(clientSettings(emulator, "AKIASTAGING00EXAMPLE"));
      const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
      assert.equal(Account, "123456789012");
      assert.equal(Arn, "arn:aws:iam::123456789012:user/tasktrail-reader");
    }));

  test("is nobody with a key of no account", () =>
    withEmulator({}, async (emulator) => {
      const settings = clientSettings(emulator, "AKIANOBODY0000000000");
      await assert.rejects(new STSClient(settings).send(new GetCallerIdentityCommand({})), {
        name: "InvalidClientTokenId",
      });
      await assert.rejects(new ECSClient(settings).send(new ListClustersCommand({})), {
        name: "UnrecognizedClientException",
      });
    }));

  test("is asked for where a request is not signed", () =>
    withEmulator({}, async ({ url }) => {
      const headers = { "x-amz-target": "CloudTrail_20131101.LookupEvents" };
      const answer = await fetch(url, { method: "POST", headers, body: "{}" });
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), /"MissingAuthenticationTokenException"/);
    }));
});

describe("ECS of the emulator", () => {
  test("shows the clusters and services that the records leave behind", () =>
    withEmulator({}, async (emulator) => {
      const ecs = new ECSClient(clientSettings(emulator));
      const { clusterArns } = await ecs.send(new ListClustersCommand({}));
      assert.deepEqual(clusterArns, [
        "arn:aws:ecs:eu-west-1:210987654321:cluster/batch",
        "arn:aws:ecs:eu-west-1:210987654321:cluster/prod",
      ]);
      const { serviceArns = [] } = await ecs.send(new ListServicesCommand({ cluster: "prod" }));
      const names = new Set(serviceArns.map((arn) => arn.split("/").at(-1)));
      assert.deepEqual(names, new Set(["api", "cart", "checkout", "payments", "search", "web"]));
    }));

  test("counts tasks as they are after the story, and says what is missing", () =>
    withEmulator({}, async (emulator) => {
      const ecs = new ECSClient(clientSettings(emulator));
      const { services = [], failures } = await ecs.send(
        new DescribeServicesCommand({ cluster: "prod", services: ["checkout", "web", "nothing"] }),
      );
      const running = new Map(services.map((one) => [one.serviceName, one.runningCount]));
      assert.deepEqual(
        running,
        new Map([
          ["checkout", 0],
          ["web", 3],
        ]),
      );
      assert.ok(services.every(({ createdAt }) => createdAt instanceof Date));
      assert.deepEqual(failures, [
        { arn: "arn:aws:ecs:eu-west-1:210987654321:service/prod/nothing", reason: "MISSING" },
      ]);
      const { clusters = [] } = await ecs.send(new DescribeClustersCommand({ clusters: ["prod"] }));
      assert.equal(clusters[0]?.activeServicesCount, 6);
    }));

  test("knows no cluster that the story does not name", () =>
    withEmulator({}, async (emulator) => {
      const ecs = new ECSClient(clientSettings(emulator));
      await assert.rejects(ecs.send(new ListServicesCommand({ cluster: "moon" })), {
        name: "ClusterNotFoundException",
      });
    }));
});

describe("the emulator changes nothing", () => {
  test("refuses what would change something, loudly, and keeps what was tried", () =>
    withEmulator({}, async (emulator) => {
      const ecs = new ECSClient(clientSettings(emulator));
      const restart = { cluster: "prod", service: "checkout", desiredCount: 4 };
      await assert.rejects(ecs.send(new UpdateServiceCommand(restart)), {
        name: "AccessDeniedException",
        message: /read-only/,
      });
      await assert.rejects(ecs.send(new RunTaskCommand({ taskDefinition: "api" })), {
        name: "AccessDeniedException",
      });
      assert.deepEqual(
        emulator.refusals.map(({ service, operation, input }) => [service, operation, input]),
        [
          ["ecs", "UpdateService", restart],
          ["ecs", "RunTask", emulator.refusals[1]?.input],
        ],
      );
    }));

  test("keeps every request, with what was asked and by which tool", () =>
    withEmulator({}, async (emulator) => {
      const client = new CloudTrailClient(clientSettings(emulator));
      await client.send(new LookupEventsCommand({ MaxResults: 3 }));
      const [asked] = emulator.requests;
      assert.equal(emulator.requests.length, 1);
      assert.equal(asked?.operation, "LookupEvents");
      assert.equal(asked?.account, "210987654321");
      assert.equal(asked?.region, "eu-west-1");
      assert.deepEqual(asked?.input, { MaxResults: 3 });
      assert.match(asked?.userAgent ?? "", /aws-sdk-js/);
    }));
});

describe("the emulator fails on demand", () => {
  const ask = (emulator: Emulator, signal?: AbortSignal): Promise<string> =>
    new CloudTrailClient(clientSettings(emulator))
      .send(new LookupEventsCommand({ MaxResults: 50 }), { ...(signal && { abortSignal: signal }) })
      .then(() => "answered")
      .catch((error: unknown) => (error instanceof Error ? error.name : "?"));

  test("with errors of AWS, one request each, in the order given", () =>
    withEmulator(
      {
        rate: Infinity,
        faults: [
          { kind: "throttle", times: 2 },
          { kind: "server-error" },
          { kind: "expired-token" },
          { kind: "rejected-token" },
          { kind: "access-denied" },
        ],
      },
      async (emulator) => {
        const answers: string[] = [];
        for (let count = 0; count < 7; count += 1) answers.push(await ask(emulator));
        assert.deepEqual(answers, [
          "ThrottlingException",
          "ThrottlingException",
          "InternalFailure",
          "ExpiredTokenException",
          "UnrecognizedClientException",
          "AccessDeniedException",
          "answered",
        ]);
      },
    ));

  test("with an answer that breaks off and one that never comes", () =>
    withEmulator({ rate: Infinity }, async (emulator) => {
      emulator.inject({ kind: "cut-body" }, { kind: "hang" });
      assert.notEqual(await ask(emulator), "answered");
      assert.equal(await ask(emulator, AbortSignal.timeout(200)), "AbortError");
      assert.equal(await ask(emulator), "answered");
    }));

  test("only for the region and operation that were named", () =>
    withEmulator({ rate: Infinity }, async (emulator) => {
      const fault = { kind: "access-denied", times: Infinity, operation: "LookupEvents" } as const;
      emulator.inject({ ...fault, region: "us-east-1" });
      assert.equal(await ask(emulator), "answered");
      emulator.inject({ ...fault, region: "eu-west-1", account: "210987654321" });
      assert.equal(await ask(emulator), "AccessDeniedException");
      assert.equal(await ask(emulator), "AccessDeniedException");
      const ecs = new ECSClient(clientSettings(emulator));
      assert.ok((await ecs.send(new ListClustersCommand({}))).clusterArns);
    }));

  test("and answers no sooner than its latency", () =>
    withEmulator({ latencyMs: 60 }, async (emulator) => {
      const began = performance.now();
      await ask(emulator);
      assert.ok(performance.now() - began >= 59);
    }));
});

test("the emulator's clock begins at the story's now and goes on", async () => {
  const emulator = await startEmulator({ scenario });
  const { url, env } = emulator;
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(env["AWS_ENDPOINT_URL"], url);
  const client = new CloudTrailClient(clientSettings(emulator));
  const { Events = [] } = await client.send(new LookupEventsCommand({ MaxResults: 1 }));
  const newest = Events[0]?.EventTime?.getTime() ?? 0;
  assert.ok(newest < Date.parse(scenario.now) && newest > Date.parse(scenario.now) - 3_600_000);
  await emulator.close();
});

test("what is no AWS request gets an answer that says where it came", () =>
  withEmulator({}, async ({ url, requests }) => {
    const answer = await fetch(url);
    assert.equal(answer.status, 404);
    assert.match(await answer.text(), /TaskTrail emulator/);
    const garbled = await fetch(url, {
      method: "POST",
      headers: { "x-amz-target": "CloudTrail_20131101.LookupEvents" },
      body: "{",
    });
    assert.equal(garbled.status, 404);
    assert.equal(requests.length, 0);
  }));
