import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createAttributor } from "../src/core/attribute.ts";
import { decode } from "../src/core/decode.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import { isObject, type Json, type JsonObject } from "../src/core/record.ts";
import { tellHistory } from "../src/core/timeline.ts";
import { demoFleet, scenarios } from "../src/emulator/index.ts";
import { archiveOfRecords, recordsOf } from "./archive-of-records.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const TOLD_AT = new Date("2027-03-01T09:41:17.250Z");

/** What every record of today has, and its type. */
const ENVELOPE: Readonly<Record<string, string>> = {
  eventVersion: "string",
  userIdentity: "object",
  eventTime: "string",
  eventSource: "string",
  eventName: "string",
  awsRegion: "string",
  sourceIPAddress: "string",
  userAgent: "string",
  requestID: "string",
  eventID: "string",
  readOnly: "boolean",
  eventType: "string",
  managementEvent: "boolean",
  recipientAccountId: "string",
  eventCategory: "string",
};

for (const { name, title, tell } of scenarios) {
  describe(`the scenario ${name}`, () => {
    const scenario = tell(TOLD_AT);
    const { records, accounts, regions, incidents } = scenario;

    test("is called what the list calls it", () => {
      assert.deepEqual([scenario.name, scenario.title], [name, title]);
      assert.equal(scenario.now, TOLD_AT.toISOString());
    });

    test("writes whole records, each with fields of the right type", () => {
      for (const record of records) {
        for (const [field, type] of Object.entries(ENVELOPE)) {
          assert.equal(typeof record[field], type, `${field} of ${JSON.stringify(record)}`);
        }
        assert.match(text(record, "eventID"), UUID);
        assert.match(text(record, "requestID"), UUID);
        assert.match(text(record, "eventTime"), TIME);
        assert.match(text(record, "eventSource"), /^[a-z0-9-]+\.amazonaws\.com$/);
        for (const field of ["requestParameters", "responseElements"]) {
          const value = record[field];
          assert.ok(value === null || isObject(value), `${field} of ${JSON.stringify(record)}`);
        }
        assert.equal(record["errorCode"] === undefined, record["errorMessage"] === undefined);
        assert.ok(!JSON.stringify(record).includes("undefined"), JSON.stringify(record));
      }
    });

    test("holds no eventID twice and reads without loss", () => {
      assert.equal(new Set(records.map((record) => text(record, "eventID"))).size, records.length);
      const parsed = parseRecords(JSON.stringify({ Records: records }));
      assert.deepEqual(parsed.unreadable, []);
      assert.equal(parsed.records.length, records.length);
    });

    test("tells in order of time, and nothing that is still to come", () => {
      const times = records.map((record) => Date.parse(text(record, "eventTime")));
      assert.deepEqual(
        times,
        times.toSorted((one, other) => one - other),
      );
      assert.ok((times.at(-1) ?? 0) <= TOLD_AT.getTime());
      const identities = records.map((record) => JSON.stringify(record["userIdentity"]));
      const created = identities.flatMap((identity, index) =>
        [...identity.matchAll(/"creationDate":"([^"]+)"/g)].map(
          ([, date = ""]) => [Date.parse(date), times[index] ?? 0] as const,
        ),
      );
      for (const [issued, used] of created) {
        assert.ok(issued <= used, `issued at ${new Date(issued).toISOString()}, used before`);
        assert.ok(used - issued < 12 * 3_600_000, "no session lasts more than twelve hours");
      }
    });

    test("stays in its accounts and regions, and so do its ARNs", () => {
      const ids = new Set(accounts.map(({ id }) => id));
      for (const record of records) {
        const account = text(record, "recipientAccountId");
        const region = text(record, "awsRegion");
        assert.ok(ids.has(account), account);
        assert.ok(regions.includes(region), region);
        for (const arn of arnsIn(record)) {
          const [, , service = "", arnRegion = "", arnAccount = ""] = arn.split(":");
          // Identity Center stands in one account and serves all.
          if (service === "identitystore" || service === "") continue;
          // A call into another account stands in both trails, which share its id.
          if (record["sharedEventID"] !== undefined) assert.ok(ids.has(arnAccount), arn);
          else assert.equal(arnAccount, account, arn);
          if (arnRegion !== "") assert.equal(arnRegion, region, arn);
        }
      }
    });

    test("has incidents whose truth is in a record, and is what TaskTrail reads there", () => {
      const read = recordsOf(records);
      const { attribute } = createAttributor(archiveOfRecords(read));
      const told = tellHistory(read.map((record) => decode(record)));
      const asked = new Set(incidents.map(({ truth }) => truth.eventID));
      const changes = told
        .filter(({ eventID }) => asked.has(eventID))
        .flatMap((change) => {
          const record = read.find(({ eventID }) => eventID === change.eventID);
          return record ? [attribute(change, record)] : [];
        });
      assert.ok(incidents.length > 0);
      assert.equal(new Set(incidents.map(({ id }) => id)).size, incidents.length);
      for (const { id, question, truth } of incidents) {
        const change = changes.find(({ eventID }) => eventID === truth.eventID);
        assert.ok(change, id);
        const { says: _, ...expected } = truth;
        assert.deepEqual(
          {
            eventID: change.eventID,
            at: change.at,
            account: change.account,
            region: change.region,
            eventName: change.eventName,
            intent: change.intent,
            actorKind: change.actor.kind,
            actorName: change.actor.name,
            tool: change.tool.name,
            origin: change.origin.name,
          },
          expected,
        );
        assert.match(question, /^who /);
      }
    });

    test("is the same each time, whenever it is told", () => {
      assert.equal(JSON.stringify(tell(TOLD_AT)), JSON.stringify(scenario));
      const later = tell(new Date(TOLD_AT.getTime() + 3_600_000));
      const ids = (told: typeof scenario): readonly string[] =>
        told.records.map((record) => text(record, "eventID"));
      assert.deepEqual(ids(later), ids(scenario));
    });
  });
}

describe("the demo fleet", () => {
  const { records, incidents } = demoFleet();

  test("ends on the afternoon of 20 November 2026, unless it is told at another time", () => {
    assert.equal(demoFleet().now, "2026-11-20T14:25:00.000Z");
    const [checkout] = incidents;
    assert.equal(checkout?.truth.at, "2026-11-20T14:02:11Z");
    assert.equal(checkout?.question, "who checkout --at 14:02");
    const [moved] = demoFleet(new Date("2026-12-24T18:25:00Z")).incidents;
    assert.equal(moved?.truth.at, "2026-12-24T18:02:11Z");
    assert.equal(moved?.question, "who checkout --at 18:02");
  });

  test("is mostly reads and the agents' own calls, as in life", () => {
    const ecs = records.filter(({ eventSource }) => eventSource === "ecs.amazonaws.com");
    const noise = ecs.filter(
      ({ readOnly, eventName }) =>
        readOnly === true ||
        /^(?:Submit|Discover|Poll)/.test(typeof eventName === "string" ? eventName : ""),
    );
    assert.ok(records.length > 2000 && records.length < 10_000, String(records.length));
    assert.ok(noise.length / ecs.length > 0.9, String(noise.length / ecs.length));
  });

  test("has every kind of actor and at least ten tools", () => {
    const { records: read } = parseRecords(JSON.stringify({ Records: records }));
    const changes = read.map(({ record }) => decode(record));
    const kinds = new Set(changes.map(({ actor }) => actor.kind));
    for (const kind of ["person", "pipeline", "workload", "aws-service", "root"] as const) {
      assert.ok(kinds.has(kind), kind);
    }
    const tools = new Set(changes.map(({ tool }) => tool.name));
    assert.ok(tools.size >= 10, [...tools].join(", "));
    assert.ok(changes.some(({ tool }) => tool.aiAgent === "Claude Code"));
    assert.ok(changes.some(({ outcome }) => outcome.kind === "refused"));
  });

  test("holds the record that issued the credentials of every pipeline, function and chained role", () => {
    const issued = new Set(
      records.flatMap(({ responseElements }) => {
        const credentials = isObject(responseElements) ? responseElements["credentials"] : null;
        return isObject(credentials) ? [credentials["accessKeyId"]] : [];
      }),
    );
    const roles =
      /^(?:cdk-\w+-deploy-role-.*|github-deploy|nightly-invoices-events|ops-admin|release-\w+|terraform-apply|toolbox-task|wake-staging-role)$/;
    const used = records.flatMap(({ userIdentity }) => {
      if (!isObject(userIdentity)) return [];
      const [, role = ""] = (
        typeof userIdentity["arn"] === "string" ? userIdentity["arn"] : ""
      ).split("/");
      return roles.test(role) ? [userIdentity["accessKeyId"]] : [];
    });
    assert.ok(used.length > 50);
    for (const key of used) assert.ok(issued.has(key));
  });
});

function text(record: JsonObject, field: string): string {
  const value = record[field];
  return typeof value === "string" ? value : "";
}

function arnsIn(value: Json): readonly string[] {
  if (typeof value === "string") return value.startsWith("arn:aws:") ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => arnsIn(item));
  return isObject(value) ? Object.values(value).flatMap((item) => arnsIn(item ?? null)) : [];
}
