import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { runCommand, splitWords, type Ran } from "./run-command.ts";

const NOW = new Date("2026-11-20T14:25:00Z");
const scenario = demoFleet(NOW);
const PROD = "210987654321";
const STAGING = "123456789012";
let emulator: Emulator;
const kept = new Map<string, string | undefined>();

before(async () => {
  emulator = await startEmulator({ scenario, now: () => NOW });
  for (const [name, value] of Object.entries(emulator.env)) {
    kept.set(name, process.env[name]);
    process.env[name] = value;
  }
});

after(async () => {
  for (const [name, value] of kept) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await emulator.close();
});

interface Asked extends Ran {
  /** What was asked for by another attribute than the operation and source that the question itself needs. */
  readonly lookups: readonly string[];
}

const OWN: ReadonlySet<string> = new Set(["UpdateService", "StopTask", "ecs.amazonaws.com"]);

function folder(): string {
  return mkdtempSync(join(tmpdir(), "tasktrail-"));
}

/** Each question has a ledger of its own unless one is given, and does not ask ECS. */
async function ask(
  line: string,
  { cwd = folder(), ledger = join(folder(), "ledger.db") } = {},
): Promise<Asked> {
  const earlier = emulator.requests.length;
  const argv = [...splitWords(line), "--effects", "never", "--ledger", ledger];
  const ran = await runCommand(argv, { now: NOW, cwd });
  const lookups = emulator.requests
    .slice(earlier)
    .flatMap(({ operation, account, region, input }) => {
      const [attribute] = (input["LookupAttributes"] ?? []) as readonly {
        readonly AttributeKey: string;
        readonly AttributeValue: string;
      }[];
      if (operation !== "LookupEvents" || !attribute || OWN.has(attribute.AttributeValue))
        return [];
      return [`${account} ${region} ${attribute.AttributeKey}=${attribute.AttributeValue}`];
    });
  return { ...ran, lookups };
}

/** Lines are wrapped by the width of the screen. */
function told({ stdout }: Ran): string {
  return stdout.replaceAll(/\s+/g, " ");
}

/** A fleet of both accounts: the emulator's credentials are of acme-prod, and any role lets them in. */
function bothAccounts(): string {
  const cwd = folder();
  const account = (name: string, id: string): string =>
    `  - name: ${name}\n    role: arn:aws:iam::${id}:role/TaskTrail\n    regions: [eu-central-1]\n`;
  writeFileSync(
    join(cwd, "tasktrail.yaml"),
    `accounts:\n${account("acme-prod", PROD)}${account("acme-staging", STAGING)}`,
  );
  return cwd;
}

const PAYMENTS = "who payments --at 2026-11-17T09:14Z --region eu-west-1";
const LOADER = "who warehouse-loader --at 2026-11-18T15:40Z";

describe("who looks further in Event History", () => {
  test("and finds the person behind a role with one request, for the key that was issued", async () => {
    const answer = await ask(PAYMENTS);

    assert.equal(answer.code, 0, answer.stderr);
    assert.match(told(answer), /by tomas\.silva@acme\.example \(Identity Center,/);
    assert.match(told(answer), /through role ops-admin/);
    assert.equal(answer.lookups.length, 1, answer.lookups.join("\n"));
    assert.match(answer.lookups[0] ?? "", /^210987654321 eu-west-1 ResourceName=ASIA[A-Z2-7]{16}$/);
    assert.match(
      told(answer),
      /asked 1 request more to find out who stood behind: ResourceName=ASIA\w+ in 210987654321 eu-west-1 \(1 record\)/,
    );
  });

  test("and asks nothing again once it is in the ledger", async () => {
    const ledger = join(folder(), "ledger.db");
    await ask(PAYMENTS, { ledger });
    const again = await ask(PAYMENTS, { ledger });

    assert.match(told(again), /tomas\.silva@acme\.example/);
    assert.deepEqual(again.lookups, []);
    assert.doesNotMatch(told(again), /to find out who stood behind/);
  });

  test("and with --hops 0 names the missing record instead, and the way to have it asked for", async () => {
    const answer = await ask(`${PAYMENTS} --hops 0`);

    assert.deepEqual(answer.lookups, []);
    assert.match(told(answer), /by unknown \(role ops-admin\)/);
    assert.match(
      told(answer),
      /who assumed the role ops-admin; would tell: the sts AssumeRole… event that issued ASIA\w{16}/,
    );
    assert.match(
      told(answer),
      /more could be asked to find out who stood behind; --hops 8 allows it/,
    );
  });

  test("and finds who lowered the minimum behind Service Auto Scaling", async () => {
    const answer = await ask("who ingest --at 2026-11-19T16:42Z --region eu-central-1");

    assert.match(told(answer), /configured by jane\.doe@acme\.example/);
    assert.deepEqual(answer.lookups, [`${PROD} eu-central-1 EventName=RegisterScalableTarget`]);
  });

  test("and finds who ran cdk deploy, through CloudFormation's role and the CDK's own", async () => {
    const answer = await ask("who exporter --at 2026-11-19T13:48Z --region eu-central-1");

    assert.match(told(answer), /by mia\.larsen@acme\.example/);
    assert.ok(answer.lookups.length <= 6, answer.lookups.join("\n"));
  });

  test("and finds who may have been in the task that called", async () => {
    const answer = await ask("who image-resizer --at 2026-11-19T18:34Z --region eu-west-1");

    assert.match(told(answer), /It may have been ravi\.patel@acme\.example/);
  });
});

describe("who looks further across accounts", () => {
  test("along two roles in two accounts of the fleet, to the person", async () => {
    const answer = await ask(LOADER, { cwd: bothAccounts() });

    assert.equal(answer.code, 0, answer.stderr);
    assert.match(told(answer), /by tomas\.silva@acme\.example/);
    assert.match(
      told(answer),
      /through role release-engineer of acme-staging, then release-prod\)/,
    );
    const places = answer.lookups.map((lookup) => lookup.replace(/=.*/, ""));
    assert.deepEqual(places, [
      `${PROD} eu-central-1 ResourceName`,
      `${STAGING} eu-central-1 ResourceName`,
      `${STAGING} eu-central-1 ResourceName`,
    ]);
  });

  test("but asks no account that is out of reach: it names the account whose trail would tell", async () => {
    const answer = await ask(`${LOADER} --region eu-central-1`);

    assert.ok(
      answer.lookups.every((lookup) => lookup.startsWith(PROD)),
      answer.lookups.join("\n"),
    );
    assert.match(
      told(answer),
      /by account 123456789012 \(another account, through role release-prod\)/,
    );
    assert.match(told(answer), /would tell: the same event in the trail of account 123456789012/);
    assert.match(told(answer), /Event History of account 123456789012 may tell who stood behind/);
    assert.doesNotMatch(told(answer), /more could be asked/);
  });

  test("and tells when its budget is used up on the way", async () => {
    const answer = await ask(`${LOADER} --hops 1`, { cwd: bothAccounts() });

    assert.equal(answer.lookups.length, 1);
    assert.match(told(answer), /by acme-staging \(account 123456789012, another account/);
    assert.match(
      told(answer),
      /more could be asked to find out who stood behind, after 1 request; --hops 8 allows it/,
    );
  });

  test("and spends no more on it than --max-requests allows for everything", async () => {
    const answer = await ask(`${LOADER} --max-requests 2`, { cwd: bothAccounts() });

    assert.ok(answer.lookups.length <= 2, answer.lookups.join("\n"));
  });
});

test("where Event History refuses, that is told, and the same place is not asked again", async () => {
  const ledger = join(folder(), "ledger.db");
  await ask(`${PAYMENTS} --hops 0`, { ledger });
  emulator.inject({ kind: "access-denied", times: 2, operation: "LookupEvents" });
  const answer = await ask(PAYMENTS, { ledger });

  assert.equal(answer.code, 0, answer.stderr);
  assert.match(told(answer), /by unknown \(role ops-admin\)/);
  assert.match(told(answer), /asked \d requests? more .*denies cloudtrail:LookupEvents/);
  assert.ok(answer.lookups.length <= 2, answer.lookups.join("\n"));
});

test("offline, the gap says which record would settle it, and nobody is asked", async () => {
  const cwd = folder();
  const inEurope = scenario.records.filter(
    ({ eventSource, eventTime }) =>
      eventSource !== "sts.amazonaws.com" &&
      typeof eventTime === "string" &&
      eventTime.startsWith("2026-11-17T09:14"),
  );
  writeFileSync(join(cwd, "trail.json"), JSON.stringify({ Records: inEurope }));
  const earlier = emulator.requests.length;
  const line = `who payments --source ${join(cwd, "trail.json")}`;
  const answer = await runCommand(splitWords(line), { now: NOW, cwd });

  assert.equal(answer.code, 0, answer.stderr);
  assert.equal(emulator.requests.length, earlier);
  assert.match(told(answer), /by unknown \(role ops-admin\)/);
  assert.match(told(answer), /would tell: the sts AssumeRole… event that issued ASIA\w{16}/);
  assert.doesNotMatch(told(answer), /--hops/);
});
