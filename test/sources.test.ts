import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Coverage } from "../src/core/coverage.ts";
import { OperatorError } from "../src/core/errors.ts";
import type { Json } from "../src/core/record.ts";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { ingest, type IngestStep } from "../src/ingest/ingest.ts";
import { openSource } from "../src/ingest/open-source.ts";
import type { SourceSettings } from "../src/ingest/source.ts";
import { sources } from "../src/ingest/sources/index.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";

const scenario = demoFleet();
const now = new Date(scenario.now);
const window = { from: new Date(now.getTime() - 30 * 3_600_000).toISOString(), to: scenario.now };
const [account] = scenario.accounts;
const [region] = scenario.regions;
assert.ok(account && region);

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The same hours of the same account and region, as each source can be given them. */
const told = scenario.records.filter(
  ({ recipientAccountId, awsRegion, eventSource, eventTime, eventCategory }) =>
    recipientAccountId === account.id &&
    awsRegion === region &&
    eventSource === "ecs.amazonaws.com" &&
    eventCategory === "Management" &&
    textOf(eventTime) >= window.from &&
    // What happened in the last 15 minutes may not be delivered yet.
    textOf(eventTime) < new Date(now.getTime() - 900_000).toISOString(),
);
const expected = new Set(told.map(({ eventID }) => textOf(eventID)));

const folder = mkdtempSync(join(tmpdir(), "tasktrail-sources-"));
let emulator: Emulator;
before(async () => {
  emulator = await startEmulator({ scenario, rate: Number.POSITIVE_INFINITY });
  Object.assign(process.env, emulator.env, {
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
  });
  writeFileSync(join(folder, "trail.json"), JSON.stringify({ Records: told }));
});
after(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

const MATERIAL: Readonly<Record<string, () => string>> = {
  file: () => join(folder, "trail.json"),
  "ecs-api": () => "ecs-api://",
  "event-history": () => "event-history://",
  s3: () =>
    `s3://demo-fleet-trail/AWSLogs/o-exampleorgid/${account.id}/CloudTrail/${region}/?endpoint=${emulator.url}`,
};
const settings: SourceSettings = { sleep: async () => {} };

async function readInto(ledger: Ledger, uri: string): Promise<readonly IngestStep[]> {
  const source = await openSource(uri, settings);
  const steps: IngestStep[] = [];
  const request = { window, now, everything: true };
  for await (const step of ingest(source, ledger, request)) steps.push(step);
  return steps;
}

const sum = (steps: readonly IngestStep[], of: "added" | "known" | "requests"): number =>
  steps.reduce((total, step) => total + step[of], 0);

// A queue cannot be asked, only watched: peers/moto-watch.test.ts does.
for (const { scheme, example } of sources.filter((one) => one.scheme !== "sqs")) {
  describe(`the source ${scheme}://`, () => {
    const uri = MATERIAL[scheme];
    assert.ok(uri, `this suite has no material for ${scheme}://`);

    // ECS itself knows of no records; what it gives instead has a suite of its own.
    const skip = scheme === "ecs-api";
    test("gives every record that it holds, and the raw record with it", { skip }, async () => {
      const ledger = openLedger(":memory:");

      await readInto(ledger, uri());

      const found = new Set(Array.from(ledger.records({}), ({ eventID }) => eventID));
      assert.ok(expected.size > 100, `${expected.size} records make a test`);
      for (const eventID of expected) assert.ok(found.has(eventID), eventID);
      const [first] = told;
      assert.deepEqual(JSON.parse(ledger.raw(textOf(first?.["eventID"])) ?? ""), first);
      ledger.close();
    });

    test("read again, adds nothing", async () => {
      const ledger = openLedger(":memory:");
      await readInto(ledger, uri());
      const count = ledger.count({});

      const again = await readInto(ledger, uri());

      assert.equal(sum(again, "added"), 0);
      assert.equal(ledger.count({}), count);
      ledger.close();
    });

    test("says what it has seen of which account and region", async () => {
      const ledger = openLedger(":memory:");

      const steps = await readInto(ledger, uri());

      const coverage = steps.flatMap((step): readonly Coverage[] => step.coverage);
      assert.ok(coverage.length > 0);
      for (const part of coverage) {
        assert.equal(part.account, account.id);
        assert.equal(part.region, region);
        assert.ok(part.from < part.to);
        assert.match(part.source, new RegExp(`^${scheme}://`));
      }
      ledger.close();
    });

    test("ends quietly when its reader goes away, and when the signal says so", async () => {
      const ledger = openLedger(":memory:");
      const source = await openSource(uri(), settings);
      const stop = new AbortController();

      for await (const step of ingest(source, ledger, { window, now, signal: stop.signal })) {
        assert.ok(step);
        stop.abort();
      }
      for await (const step of ingest(source, ledger, { window, now })) {
        assert.ok(step);
        break;
      }
      ledger.close();
    });

    test("is opened by its example's scheme", () => {
      assert.ok(example.startsWith(`${scheme}://`));
    });
  });
}

test("a scheme that there is no source for is told, with those that there are", async () => {
  await assert.rejects(openSource("gopher://logs", settings), (error) => {
    assert.ok(error instanceof OperatorError);
    assert.equal(error.code, "bad-argument");
    assert.match(error.hint ?? "", /event-history:\/\//);
    return true;
  });
});
