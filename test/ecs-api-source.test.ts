import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Coverage } from "../src/core/coverage.ts";
import { OperatorError } from "../src/core/errors.ts";
import type { JsonObject } from "../src/core/record.ts";
import { prodEurope } from "../src/emulator/demo-fleet/fleet.ts";
import { tellEcs } from "../src/emulator/ecs-world/tell-ecs.ts";
import type { Fault } from "../src/emulator/fault.ts";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { ingest, type IngestRequest, type IngestStep } from "../src/ingest/ingest.ts";
import { openSource } from "../src/ingest/open-source.ts";
import type { SourceSettings } from "../src/ingest/source.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";

/** Five minutes before the story ends: ECS still shows what was stopped by hand an hour ago. */
const scenario = demoFleet();
const now = new Date(Date.parse(scenario.now) - 300_000);
const DAY = { from: new Date(now.getTime() - 86_400_000).toISOString(), to: now.toISOString() };

for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
process.env["AWS_EC2_METADATA_DISABLED"] = "true";
const credentials = async (): Promise<{ accessKeyId: string; secretAccessKey: string }> => ({
  accessKeyId: "AKIAPROD00000EXAMPLE",
  secretAccessKey: "emulator",
});

let emulator: Emulator;
let ledger: Ledger;
before(async () => {
  emulator = await startEmulator({ scenario, now: () => now, rate: Number.POSITIVE_INFINITY });
});
after(() => emulator.close());
beforeEach(() => {
  ledger = openLedger(":memory:");
});

interface Read {
  readonly steps: readonly IngestStep[];
  readonly coverage: readonly Coverage[];
  readonly asked: Emulator["requests"];
}

async function read(
  more: Partial<IngestRequest> = {},
  { url = emulator.url, ...settings }: SourceSettings & { readonly url?: string } = {},
): Promise<Read> {
  const start = emulator.requests.length;
  const sleep = async (): Promise<void> => {};
  const source = await openSource("ecs-api://eu-west-1", {
    credentials,
    endpointUrl: url,
    sleep,
    ...settings,
  });
  const steps: IngestStep[] = [];
  for await (const step of ingest(source, ledger, { window: DAY, now, ...more })) steps.push(step);
  const coverage = steps.flatMap((step): readonly Coverage[] => step.coverage);
  return { steps, coverage, asked: emulator.requests.slice(start) };
}

const operationsOf = ({ asked }: Read): readonly string[] =>
  asked.map(({ operation }) => operation);
const rowsOf = ({ coverage }: Read, selector: string): readonly Coverage[] =>
  coverage.filter((row) => row.selector === selector);

describe("ecs-api:// asked about one service", () => {
  const about = { cluster: "prod", service: "payments" };

  test("keeps its events, its deployment and its tasks, the one that somebody stopped among them", async () => {
    await read({ about });

    const stopped = ledger.effects({ kinds: ["task"] }).find(({ state }) => state === "STOPPED");
    assert.equal(stopped?.message, "stale TLS certificate");
    assert.equal(stopped.stopCode, "UserInitiated");
    const kinds = new Set(ledger.effects({}).map(({ kind }) => kind));
    assert.deepEqual([...kinds].toSorted(), ["deployment", "service-event", "task"]);
  });

  test("makes one request of each kind, in batches", async () => {
    const { asked } = await read({ about });
    const counts = new Map<string, number>();
    for (const { operation } of asked) counts.set(operation, (counts.get(operation) ?? 0) + 1);
    assert.deepEqual(Object.fromEntries(counts), {
      GetCallerIdentity: 1,
      DescribeServices: 1,
      ListTasks: 2,
      DescribeTasks: 2,
      ListServiceDeployments: 1,
      DescribeScalingActivities: 1,
    });
  });

  test("reads deployments with the revisions that they went from and to", async () => {
    const week = { from: new Date(now.getTime() - 7 * 86_400_000).toISOString(), to: DAY.to };
    await read({ about, window: week });
    const kinds = ledger.effects({ kinds: ["service-deployment", "service-revision"] });
    assert.ok(
      kinds.some(({ kind, state }) => kind === "service-deployment" && state === "SUCCESSFUL"),
    );
    assert.ok(kinds.some(({ kind }) => kind === "service-revision"));
  });

  test("says that stopped tasks are gone after an hour, and keeps what it saw for good", async () => {
    const first = await read({ about });
    const rows = rowsOf(first, "ECS stopped tasks of prod/payments");
    assert.deepEqual(
      rows.map(({ state, from, to, note }) => ({ state, from, to, note })),
      [
        {
          state: "partial",
          from: DAY.from,
          to: "2026-11-20T13:20:00.000Z",
          note: "stopped tasks before 13:20 are gone unless a sync saw them",
        },
        { state: "seen", from: "2026-11-20T13:20:00.000Z", to: DAY.to, note: undefined },
      ],
    );
    const [kept] = ledger.coverage({ selector: "ECS stopped tasks of prod/payments" });
    assert.equal(kept?.from, "2026-11-20T13:20:00Z");
    assert.equal(kept.to, "2026-11-20T14:19:00Z", "the last minute may still change");
  });

  test("what an earlier reading saw is not called gone", async () => {
    await read({ about });
    const later = new Date(now.getTime() + 1_800_000);
    const again = await read({
      about,
      now: later,
      window: { from: DAY.from, to: later.toISOString() },
    });
    const [gone, seen] = rowsOf(again, "ECS stopped tasks of prod/payments");
    assert.equal(gone?.state, "partial");
    assert.equal(gone.to, "2026-11-20T13:20:00Z");
    assert.equal(seen?.state, "seen");
  });

  test("says since when a service's hundred events reach back", async () => {
    const month = { from: "2026-11-01T00:00:00Z", to: DAY.to };
    const rows = rowsOf(
      await read({ about: { cluster: "prod", service: "web" }, window: month }),
      "ECS service events of prod/web",
    );
    assert.deepEqual(
      rows.map(({ state }) => state),
      ["partial", "seen"],
    );
    assert.match(
      rows[0]?.note ?? "",
      /^ECS kept 100 events, the oldest from 2026-11-\d\dT\d\d:\d\d:\d\dZ$/,
    );
    assert.equal(rows[0]?.to, rows[1]?.from);
  });
});

describe("ecs-api:// finds what it is asked about", () => {
  test("a service in any cluster, and remembers for an hour where it is", async () => {
    const first = await read({ about: { service: "payments" } });
    assert.ok(operationsOf(first).includes("ListClusters"));
    assert.ok(ledger.effects({ kinds: ["task"] }).length > 0);

    const again = await read({ about: { service: "cart" } });
    assert.ok(!operationsOf(again).includes("ListClusters"));
    assert.ok(operationsOf(again).includes("DescribeServices"));

    const later = await read({
      about: { service: "cart" },
      now: new Date(now.getTime() + 3_600_000),
    });
    assert.ok(operationsOf(later).includes("ListClusters"));
  });

  test("a task by its id, and with it its service", async () => {
    const record = scenario.records.find(({ eventName }) => eventName === "StopTask");
    assert.ok(record);
    const { task } = record["requestParameters"] as { readonly task: string };
    await read({ about: { task } });
    const effects = ledger.effects({});
    assert.ok(effects.some(({ id }) => id.includes(task)));
    assert.ok(
      effects.some(
        ({ kind, resource }) => kind === "service-event" && resource.name === "payments",
      ),
    );
  });

  test("a deployment, and reads no other service's tasks", async () => {
    const { ecs } = scenario;
    const deployment = ecs?.things.findLast(
      ({ kind, service, account }) =>
        kind === "deployment" && service === "search" && account === prodEurope.account,
    );
    assert.ok(deployment);
    const reading = await read({ about: { deployment: deployment.id } });
    const listed = reading.asked.filter(({ operation }) => operation === "ListTasks");
    assert.deepEqual(new Set(listed.map(({ input }) => input["serviceName"])), new Set(["search"]));
  });

  test("everything, by clusters rather than service by service, where nothing is named", async () => {
    const reading = await read();
    const listed = reading.asked.filter(({ operation }) => operation === "ListTasks");
    assert.equal(listed.length, 4, "two clusters, running and stopped");
    assert.equal(
      new Set(ledger.effects({ kinds: ["service-event"] }).map(({ resource }) => resource.name))
        .size,
      7,
    );
  });

  test("a service that is not there is said to be missing", async () => {
    const { coverage } = await read({ about: { service: "nothing" } });
    assert.deepEqual(
      coverage.map(({ selector, state, note }) => ({ selector, state, note })),
      [
        {
          selector: "ECS service events of nothing",
          state: "partial",
          note: "ECS lists no service nothing in 2 clusters; it does not list deleted ones",
        },
      ],
    );
  });
});

describe("ecs-api:// without a permission", () => {
  const about = { cluster: "prod", service: "search" };
  const CASES: readonly (readonly [operation: string, selector: string, action: string])[] = [
    ["DescribeServices", "ECS service events of prod/search", "ecs:DescribeServices"],
    ["ListTasks", "ECS stopped tasks of prod/search", "ecs:ListTasks"],
    [
      "ListServiceDeployments",
      "ECS service deployments of prod/search",
      "ecs:ListServiceDeployments",
    ],
    [
      "DescribeScalingActivities",
      "scaling activities of prod/search",
      "application-autoscaling:DescribeScalingActivities",
    ],
  ];
  for (const [operation, selector, action] of CASES) {
    test(`reads the rest and names ${action}`, async () => {
      const other = await startEmulator({
        scenario,
        now: () => now,
        rate: Number.POSITIVE_INFINITY,
        faults: [denied(operation)],
      });

      const { coverage } = await read({ about }, { url: other.url });
      await other.close();

      const [row, ...more] = coverage.filter((one) => one.selector === selector);
      assert.equal(more.length, 0);
      assert.deepEqual(
        [row?.state, row?.note],
        ["denied", `not allowed; ${action} would show them`],
      );
      assert.equal(coverage.filter(({ state }) => state === "seen").length, 3);
      assert.equal(
        other.requests.filter((one) => one.operation === operation).length,
        1,
        "asked once",
      );
      assert.deepEqual(ledger.coverage({ selector }), []);
    });
  }

  test("for anything at all, it is said and not thrown", async () => {
    const other = await startEmulator({
      scenario,
      now: () => now,
      faults: [{ kind: "access-denied", times: Infinity }],
    });
    const known = { url: other.url, account: prodEurope.account };
    const { coverage } = await read({ about: { service: "search" } }, known);
    await other.close();
    assert.deepEqual(
      coverage.map(({ state, note }) => [state, note]),
      [["denied", "not allowed; ecs:ListClusters would show them"]],
    );
  });
});

function denied(operation: string): Fault {
  return { kind: "access-denied", operation, times: Number.POSITIVE_INFINITY };
}

describe("ecs-api:// is gentle", () => {
  test("no faster than five requests a second", async () => {
    const waits: number[] = [];
    const sleep = async (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
    };
    const { asked } = await read({ about: { cluster: "prod", service: "api" } }, { sleep });
    const [last = 0] = waits.slice(-1);
    assert.ok(asked.length >= 7);
    assert.ok(
      last > (asked.length - 2) * 150,
      `${String(last)} ms would have been waited for the last of them`,
    );
  });

  test("ends when its budget is spent, and says what was left out", async () => {
    const { asked, coverage } = await read({ maxRequests: 6 });
    assert.equal(asked.filter(({ service }) => service !== "sts").length, 6);
    const left = coverage.filter(({ state }) => state === "not-asked");
    assert.ok(left.length >= 2);
    for (const { note } of left) assert.equal(note, "stopped after 6 requests to ECS");
  });

  test("gives way where AWS throttles, and gives up before it is a storm", async () => {
    const once = await startEmulator({
      scenario,
      now: () => now,
      faults: [{ kind: "throttle", operation: "ListTasks", times: 2 }],
    });
    const mended = await read({ about: { cluster: "prod", service: "api" } }, { url: once.url });
    await once.close();
    assert.ok(mended.coverage.every(({ state }) => state !== "unreachable"));

    const always = await startEmulator({
      scenario,
      now: () => now,
      faults: [{ kind: "throttle", operation: "ListTasks", times: Infinity }],
    });
    const { coverage } = await read(
      { about: { cluster: "prod", service: "api" } },
      { url: always.url },
    );
    await always.close();
    assert.equal(always.requests.filter(({ operation }) => operation === "ListTasks").length, 4);
    const row = coverage.find(({ selector }) => selector === "ECS stopped tasks of prod/api");
    assert.deepEqual(
      [row?.state, row?.note],
      ["unreachable", "AWS throttles ecs:ListTasks; others need it more"],
    );
  });

  test("stops when it is told to", async () => {
    const stop = new AbortController();
    const source = await openSource("ecs-api://eu-west-1", {
      credentials,
      endpointUrl: emulator.url,
    });
    const count = emulator.requests.length;
    for await (const step of ingest(source, ledger, { window: DAY, now, signal: stop.signal })) {
      assert.ok(step);
      stop.abort();
    }
    assert.ok(emulator.requests.length - count < 6);
  });

  test("asks for nothing that changes anything", () => {
    for (const { operation } of emulator.requests) {
      assert.match(operation, /^(?:Describe|Get|List)/);
    }
    assert.deepEqual(emulator.refusals, []);
  });
});

test("more than a hundred tasks and more than ten services are read in batches, page by page", async () => {
  const services = Array.from({ length: 12 }, (_, at) => ({
    ...prodEurope,
    cluster: "many",
    name: `s${String(at)}`,
    desiredCount: 21,
    taskDefinition: "s:1",
    launchType: "FARGATE" as const,
    createdAt: "2026-11-01T08:00:00Z",
  }));
  const records: readonly JsonObject[] = [];
  const ecs = tellEcs({ services, records, shiftMs: 0 });
  const crowd = await startEmulator({
    scenario: { ...scenario, records, ecs },
    now: () => now,
    rate: Infinity,
  });

  await read({ about: { cluster: "many" } }, { url: crowd.url });
  await crowd.close();

  const counts = (operation: string): number =>
    crowd.requests.filter((one) => one.operation === operation).length;
  assert.equal(counts("DescribeServices"), 2);
  assert.equal(counts("DescribeTasks"), 3);
  assert.equal(counts("ListTasks"), 4);
  const running = ledger.effects({ kinds: ["task"] }).filter(({ state }) => state === "RUNNING");
  assert.equal(running.length, 252);
});

test("credentials that AWS does not accept are for the operator to mend", async () => {
  const nobody = async (): Promise<{ accessKeyId: string; secretAccessKey: string }> => ({
    accessKeyId: "AKIANOBODY",
    secretAccessKey: "x",
  });
  await assert.rejects(
    read(
      { about: { cluster: "prod", service: "api" } },
      { credentials: nobody, account: "000000000000" },
    ),
    (error) => {
      assert.ok(error instanceof OperatorError);
      assert.equal(error.code, "access-denied");
      return true;
    },
  );
});
