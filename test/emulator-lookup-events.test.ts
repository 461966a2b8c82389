import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandInput,
  type LookupEventsCommandOutput,
} from "@aws-sdk/client-cloudtrail";
import { isObject, type JsonObject } from "../src/core/record.ts";
import { deliveryDelay } from "../src/emulator/event-history.ts";
import { demoFleet, startEmulator, type Emulator } from "../src/emulator/index.ts";

const scenario = demoFleet();
const now = new Date(scenario.now);

describe("LookupEvents of the emulator, through the AWS SDK", () => {
  let emulator: Emulator;
  let client: CloudTrailClient;
  const lookUp = (input: LookupEventsCommandInput = {}): Promise<LookupEventsCommandOutput> =>
    client.send(new LookupEventsCommand(input));
  const by = (AttributeKey: string, AttributeValue: string): LookupEventsCommandInput => ({
    LookupAttributes: [{ AttributeKey: AttributeKey as "EventName", AttributeValue }],
  });

  before(async () => {
    emulator = await startEmulator({ scenario, now: () => now, rate: Infinity });
    client = clientOf(emulator);
  });
  after(() => emulator.close());

  test("gives 50 events by default, newest first, each with its record as text", async () => {
    const { Events = [], NextToken } = await lookUp();
    assert.equal(Events.length, 50);
    assert.ok(NextToken);
    const times = Events.map(({ EventTime }) => EventTime?.getTime() ?? 0);
    assert.deepEqual(
      times,
      times.toSorted((one, other) => other - one),
    );
    for (const event of Events) {
      const record: unknown = JSON.parse(event.CloudTrailEvent ?? "");
      assert.ok(isObject(record));
      assert.equal(record["eventID"], event.EventId);
      assert.equal(event.ReadOnly, record["readOnly"] === true ? "true" : "false");
      assert.equal(record["recipientAccountId"], "210987654321");
      assert.equal(record["awsRegion"], "eu-west-1");
    }
  });

  test("pages through everything once, with the last page free of a token", async () => {
    const query = { ...by("EventName", "DescribeServices"), MaxResults: 50 };
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const page = await lookUp({ ...query, ...(token !== undefined && { NextToken: token }) });
      seen.push(...(page.Events ?? []).map(({ EventId = "" }) => EventId));
      token = page.NextToken;
    } while (token !== undefined);
    assert.equal(new Set(seen).size, seen.length);
    assert.deepEqual(new Set(seen), new Set(delivered("DescribeServices")));
  });

  test("refuses a token with another query, and one that it never gave", async () => {
    const first = await lookUp({ ...by("EventName", "DescribeServices"), MaxResults: 5 });
    assert.ok(first.NextToken);
    const { NextToken } = first;
    await assert.rejects(lookUp({ ...by("EventName", "ListServices"), NextToken }), {
      name: "InvalidNextTokenException",
    });
    await assert.rejects(lookUp({ NextToken: "abc" }), { name: "InvalidNextTokenException" });
  });

  test("takes one attribute at most", async () => {
    const two = [
      { AttributeKey: "EventName", AttributeValue: "StopTask" },
      { AttributeKey: "ReadOnly", AttributeValue: "false" },
    ] as const;
    await assert.rejects(lookUp({ LookupAttributes: [...two] }), {
      name: "InvalidLookupAttributesException",
    });
    await assert.rejects(lookUp(by("Nonsense", "x")), { name: "InvalidLookupAttributesException" });
    await assert.rejects(lookUp(by("EventName", "")), { name: "InvalidLookupAttributesException" });
  });

  test("compares values exactly, capitals included", async () => {
    assert.equal((await lookUp(by("EventName", "StopTask"))).Events?.length, 1);
    assert.equal((await lookUp(by("EventName", "stoptask"))).Events?.length, 0);
    assert.equal((await lookUp(by("EventName", "Stop"))).Events?.length, 0);
  });

  test("knows all eight attributes", async () => {
    const [stopped] = (await lookUp(by("EventName", "StopTask"))).Events ?? [];
    const found = async (key: string, value = ""): Promise<boolean> =>
      ((await lookUp(by(key, value))).Events ?? []).length > 0;
    assert.ok(await found("EventId", stopped?.EventId));
    assert.ok(await found("AccessKeyId", stopped?.AccessKeyId));
    assert.ok(await found("Username", stopped?.Username));
    assert.ok(await found("EventSource", "ecs.amazonaws.com"));
    assert.ok(await found("ReadOnly", "true"));
    assert.ok(await found("ReadOnly", "false"));
    assert.ok(await found("ResourceType", "AWS::IAM::Role"));
    assert.ok(await found("ResourceName", "arn:aws:iam::210987654321:role/github-deploy"));
  });

  test("says the session's name for roles, the name for users and nothing for AWS services", async () => {
    const nameOf = async (query: LookupEventsCommandInput): Promise<string | undefined> =>
      (await lookUp(query)).Events?.[0]?.Username;
    assert.equal(await nameOf(by("EventName", "StopTask")), "ravi.patel@acme.example");
    assert.equal(await nameOf(by("EventName", "GetCallerIdentity")), "ci-legacy");
    assert.equal(await nameOf(by("EventName", "AssumeRole")), undefined);
    const america = clientOf(emulator, "us-east-1");
    const { Events = [] } = await america.send(new LookupEventsCommand(by("Username", "root")));
    assert.equal(Events.length, 4);
  });

  test("finds the namesakes of other services, and mostly no resources", async () => {
    const { Events = [] } = await lookUp({ ...by("EventName", "UpdateService"), MaxResults: 50 });
    const sources = new Set(Events.map(({ EventSource }) => EventSource));
    assert.ok(sources.has("ecs.amazonaws.com"));
    assert.ok(sources.has("apprunner.amazonaws.com"));
    const without = Events.filter(({ Resources = [] }) => Resources.length === 0);
    assert.ok(without.length > Events.length / 3 && without.length < Events.length);
  });

  test("includes both ends of the window and refuses one that ends before it starts", async () => {
    const at = new Date("2026-11-20T14:02:11Z");
    const { Events = [] } = await lookUp({ StartTime: at, EndTime: at });
    assert.deepEqual(
      Events.map(({ EventName }) => EventName),
      ["UpdateService"],
    );
    await assert.rejects(lookUp({ StartTime: at, EndTime: new Date(at.getTime() - 1000) }), {
      name: "InvalidTimeRangeException",
    });
  });

  test("refuses 0 and 51 results, and a category that is none", async () => {
    for (const MaxResults of [0, 51]) {
      await assert.rejects(lookUp({ MaxResults }), { name: "InvalidMaxResultsException" });
    }
    await assert.rejects(lookUp({ EventCategory: "management" as "insight" }), {
      name: "InvalidEventCategoryException",
    });
    assert.deepEqual((await lookUp({ EventCategory: "insight" })).Events, []);
  });

  test("never gives data events", async () => {
    assert.ok(scenario.records.some(({ eventName }) => eventName === "Poll"));
    assert.deepEqual((await lookUp(by("EventName", "Poll"))).Events, []);
  });

  test("keeps accounts and regions apart", async () => {
    const staging = clientOf(emulator, "eu-west-1", "acme-staging");
    const { Events = [] } = await staging.send(
      new LookupEventsCommand(by("EventSource", "ecs.amazonaws.com")),
    );
    assert.ok(Events.length > 0);
    for (const { CloudTrailEvent = "" } of Events) {
      assert.match(CloudTrailEvent, /"recipientAccountId":"123456789012"/);
    }
    const nowhere = clientOf(emulator, "ap-south-1");
    assert.deepEqual((await nowhere.send(new LookupEventsCommand({}))).Events, []);
  });
});

describe("the emulator's event history", () => {
  test("shows an event only when CloudTrail has delivered it", async () => {
    const [incident] = scenario.incidents;
    assert.ok(incident);
    const { eventID, at } = incident.truth;
    const delay = deliveryDelay(eventID);
    assert.ok(delay >= 2 * 60_000 && delay <= 15 * 60_000, String(delay));
    const count = async (moment: number): Promise<number> => {
      const emulator = await startEmulator({ scenario, now: () => new Date(moment) });
      const { Events = [] } = await clientOf(emulator).send(
        new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: "EventId", AttributeValue: eventID }],
        }),
      );
      await emulator.close();
      return Events.length;
    };
    assert.equal(await count(Date.parse(at) + delay - 1), 0);
    assert.equal(await count(Date.parse(at) + delay), 1);
  });

  test("delivers nine in ten events within six minutes and all within fifteen", () => {
    const minutes = scenario.records.map((record) => deliveryDelay(idOf(record)) / 60_000);
    const quick = minutes.filter((delay) => delay <= 6).length / minutes.length;
    assert.ok(quick > 0.87 && quick < 0.93, String(quick));
    assert.ok(Math.min(...minutes) >= 2 && Math.max(...minutes) <= 15);
  });

  test("forgets what is older than 90 days", async () => {
    const later = new Date(now.getTime() + 85 * 24 * 3_600_000);
    const emulator = await startEmulator({ scenario, now: () => later });
    const { Events = [] } = await clientOf(emulator).send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "RunTask" }],
        StartTime: new Date("2026-01-01T00:00:00Z"),
      }),
    );
    const days = Events.map(({ EventTime }) => EventTime?.getUTCDate());
    assert.deepEqual(days, [20, 19, 18, 17, 16]);
    await emulator.close();
  });

  test("writes times as epoch seconds and errors as HTTP 400 with __type", async () => {
    const emulator = await startEmulator({ scenario, now: () => now });
    const ask = async (body: JsonObject): Promise<readonly [number, JsonObject]> => {
      const answer = await fetch(emulator.url, {
        method: "POST",
        headers: {
          "x-amz-target": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents",
          "content-type": "application/x-amz-json-1.1",
          authorization:
            "AWS4-HMAC-SHA256 Credential=AKIAPROD00000EXAMPLE/20261120/eu-west-1/cloudtrail/aws4_request, SignedHeaders=host, Signature=none",
        },
        body: JSON.stringify(body),
      });
      return [answer.status, (await answer.json()) as JsonObject];
    };
    const [status, { Events }] = await ask({ MaxResults: 1 });
    assert.equal(status, 200);
    assert.ok(Array.isArray(Events) && isObject(Events[0]));
    assert.equal(typeof Events[0]["EventTime"], "number");
    assert.deepEqual(await ask({ MaxResults: 51 }), [
      400,
      {
        __type: "InvalidMaxResultsException",
        message: "MaxResults must be a number from 1 to 50.",
      },
    ]);
    await emulator.close();
  });

  test("lets two requests a second through for each account and region", async () => {
    const emulator = await startEmulator({ scenario, now: () => now });
    const ask = (region?: string): Promise<string> =>
      clientOf(emulator, region)
        .send(new LookupEventsCommand({ MaxResults: 1 }))
        .then(() => "answered")
        .catch((error: unknown) => (error instanceof Error ? error.name : "?"));
    const many = await Promise.all(Array.from({ length: 6 }, () => ask()));
    assert.deepEqual(many.toSorted(), [
      ...Array.from({ length: 4 }, () => "ThrottlingException"),
      "answered",
      "answered",
    ]);
    assert.equal(await ask("us-east-1"), "answered");
    await emulator.close();
  });
});

function clientOf(emulator: Emulator, region?: string, account = "acme-prod"): CloudTrailClient {
  const env = emulator.envOf(account, region);
  return new CloudTrailClient({
    endpoint: emulator.url,
    region: env["AWS_REGION"] ?? "",
    credentials: {
      accessKeyId: env["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: env["AWS_SECRET_ACCESS_KEY"] ?? "",
    },
    maxAttempts: 1,
  });
}

/** The ids of what the event history of production in Europe holds by now. */
function delivered(eventName: string): readonly string[] {
  return scenario.records
    .filter((record) => record["eventName"] === eventName)
    .filter((record) => record["recipientAccountId"] === "210987654321")
    .filter((record) => record["awsRegion"] === "eu-west-1")
    .filter((record) => timeOf(record) + deliveryDelay(idOf(record)) <= now.getTime())
    .map(idOf);
}

function idOf({ eventID }: JsonObject): string {
  return typeof eventID === "string" ? eventID : "";
}

function timeOf({ eventTime }: JsonObject): number {
  return typeof eventTime === "string" ? Date.parse(eventTime) : Number.NaN;
}
