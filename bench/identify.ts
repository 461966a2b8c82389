// How long it takes to find who stood behind each of 100,000 calls, chains of roles included, beside decoding the same
// records, run in turn: node bench/identify.ts [records]
//
// Every call is in a session that another record opened: a user or a workflow took a role, and two thirds of the sessions
// go on through one or two more roles, half of those into the other account. All of it is looked up in memory, so that what
// is measured is the following, not the ledger.
import { createAttributor } from "../src/core/attribute.ts";
import { decode } from "../src/core/decode.ts";
import type { Archive } from "../src/core/handle.ts";
import { handlesOf } from "../src/core/handles-of.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import type { CloudTrailRecord, JsonObject } from "../src/core/record.ts";
import { syntheticRecord } from "./synthetic-records.ts";

const ROUNDS = 5;
/** A person or a pipeline makes some ten calls in a session. */
const CALLS_IN_SESSION = 10;
const BEGUN = "2026-11-20T13:00:00Z";
const count = Number(process.argv[2] ?? 100_000);

const chains = Array.from({ length: Math.ceil(count / CALLS_IN_SESSION) }, (_, index) =>
  chainOf(index),
);
const calls = read(
  Array.from({ length: count }, (_, index) => {
    const chain = chains[Math.floor(index / CALLS_IN_SESSION)];
    return { ...syntheticRecord(index, { count, days: 1 }), userIdentity: chain?.session ?? {} };
  }),
);
const opened = read(chains.flatMap(({ events }) => events));
const archive = archiveOf(opened);
const changes = calls.map((record) => decode(record));

const named = calls.filter(
  (record) => createAttributor(archive).identify(record).kind !== "unknown",
);
if (named.length < calls.length) throw new Error(`${named.length} of ${calls.length} are named`);

const WORK: readonly (readonly [name: string, work: () => void])[] = [
  ["decode", () => void calls.map((record) => decode(record))],
  [
    "attribute, with chains",
    () => {
      const { attribute } = createAttributor(archive);
      for (const [index, record] of calls.entries()) {
        const change = changes[index];
        if (change !== undefined) attribute(change, record);
      }
    },
  ],
];

const taken = new Map<string, number[]>(WORK.map(([name]) => [name, []]));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, work] of WORK) {
    const start = performance.now();
    work();
    // The first round only warms the compiler up.
    if (round > 0) taken.get(name)?.push(performance.now() - start);
  }
}

const base = taken.get(WORK[0]?.[0] ?? "") ?? [];
process.stdout.write(
  `${calls.length} calls in ${chains.length} sessions, ${opened.length} events that opened them\n\n` +
    `| what | ms | records/s | x decode |\n| --- | ---: | ---: | ---: |\n`,
);
for (const [name, times] of taken) {
  const perSecond = Math.round(calls.length / (median(times) / 1000) / 1000);
  const ratio = median(times.map((time, round) => time / (base[round] ?? Number.NaN)));
  process.stdout.write(
    `| ${name} | ${median(times).toFixed(0)} | ${perSecond},000 | ${ratio.toFixed(2)} |\n`,
  );
}

interface Chain {
  /** Who signs the calls. */
  readonly session: JsonObject;
  /** The events that opened it, and in both accounts where it crosses them. */
  readonly events: readonly JsonObject[];
}

function chainOf(index: number): Chain {
  const hops = 1 + (index % 3);
  const away = index % 2 === 1;
  const events: JsonObject[] = [];
  let caller = index % 4 === 0 ? workflow() : user(index);
  for (let hop = 0; hop < hops; hop++) {
    const account = away && hop === hops - 1 ? "444455556666" : "111122223333";
    const key = `ASIA${String(index * 10 + hop).padStart(16, "0")}`;
    const role = `role-${index % 40}-${hop}`;
    const next = session(account, role, `session-${index}`, key);
    const copies = caller.accountId === undefined || caller.accountId === account ? [] : [caller];
    const asked = copies.length === 0 ? caller : { type: "AWSAccount", accountId: "111122223333" };
    const shared = copies.length === 0 ? {} : { sharedEventID: id(index, hop, 7) };
    for (const [copy, userIdentity] of [asked, ...copies].entries())
      events.push({
        ...opening(next, userIdentity, key),
        ...shared,
        eventID: id(index, hop, copy),
      });
    caller = next;
  }
  return { session: caller, events };
}

function opening(next: JsonObject, userIdentity: JsonObject, accessKeyId: string): JsonObject {
  const isToken = userIdentity.type === "WebIdentityUser";
  return {
    eventVersion: "1.11",
    eventTime: BEGUN,
    eventSource: "sts.amazonaws.com",
    eventName: isToken ? "AssumeRoleWithWebIdentity" : "AssumeRole",
    awsRegion: "eu-west-1",
    userAgent: "aws-sdk-js/3.1100.0 md/run_id#15500000001 md/attempt#1",
    userIdentity,
    responseElements: {
      credentials: { accessKeyId },
      assumedRoleUser: { arn: next.arn, assumedRoleId: next.principalId },
    },
  };
}

function session(account: string, role: string, name: string, accessKeyId: string): JsonObject {
  return {
    type: "AssumedRole",
    principalId: `AROAEXAMPLE:${name}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
    accountId: account,
    accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: BEGUN, mfaAuthenticated: "false" },
    },
  };
}

function user(index: number): JsonObject {
  const userName = `user-${index % 200}`;
  const accountId = "111122223333";
  const arn = `arn:aws:iam::${accountId}:user/${userName}`;
  return { type: "IAMUser", arn, accountId, accessKeyId: "AKIAEXAMPLE", userName };
}

function workflow(): JsonObject {
  return {
    type: "WebIdentityUser",
    userName: "repo:acme/shop:ref:refs/heads/main",
    identityProvider: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
  };
}

function id(index: number, hop: number, copy: number): string {
  const tail = String(index * 100 + hop * 10 + copy).padStart(12, "0");
  return `0b8d7a5e-0000-4000-8000-${tail}`;
}

function read(raws: readonly JsonObject[]): readonly CloudTrailRecord[] {
  return parseRecords(JSON.stringify({ Records: raws })).records.map(({ record }) => record);
}

function archiveOf(records: readonly CloudTrailRecord[]): Archive {
  const found = new Map<string, CloudTrailRecord[]>();
  for (const record of records)
    for (const { kind, name } of handlesOf(record)) {
      const key = `${kind} ${name}`;
      found.set(key, [...(found.get(key) ?? []), record]);
    }
  return {
    find: ({ kind, name }, { from = "", to = "9999" } = {}) =>
      (found.get(`${kind} ${name}`) ?? []).filter(
        ({ eventTime }) => eventTime >= from && eventTime < to,
      ),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
