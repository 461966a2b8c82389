import { setTimeout } from "node:timers/promises";
import type { Interval } from "../../core/coverage.ts";
import { failureError, type Failure } from "../aws/failure.ts";
import { paceOf, type Pace } from "../aws/pace.ts";
import { persist, type Persistence } from "../aws/persist.ts";
import type { Page, ReadRequest, SourceSettings } from "../source.ts";
import { connect, type LookupClient } from "./lookup-client.ts";
import { readHole, type LookupPage } from "./read-hole.ts";
import {
  holesOf,
  measure,
  settledPart,
  tellCoverage,
  textOf,
  type Stretch,
  type Trouble,
} from "./stretch.ts";

/** What is asked for: `Attribute=value`, one attribute a request. */
const SELECTOR = "EventSource=ecs.amazonaws.com";

const TIMEOUT_MS = 20_000;

export interface EventHistorySettings extends SourceSettings {
  /** After how long a request without an answer is given up; default 20 s. */
  readonly timeoutMs?: number;
}

/**
 * Reads one account's and region's Event History. Only what `covered` lacks is asked for.
 *
 * @param uri as which the source is known in coverage.
 * @throws OperatorError where nothing could be read; once something was, coverage tells what is missing.
 */
export async function* readEventHistory(
  uri: string,
  settings: EventHistorySettings,
  request: ReadRequest,
): AsyncGenerator<Page> {
  const stretch = measure({ ...request, window: windowOf(request) });
  if (!stretch) return;
  const client = await connect(settings);
  const session = openSession(uri, client, settings, request);
  const account = await findAccount(session);
  yield* readAccount({ ...session, account, stretch, selector: selectorOf(request) });
}

function selectorOf({ eventID }: ReadRequest): string {
  return eventID === undefined ? SELECTOR : `EventId=${eventID}`;
}

/** One record is looked for in all that Event History holds; that costs one request. */
function windowOf({ window, now, eventID }: ReadRequest): Interval {
  return eventID === undefined ? window : { from: DAWN, to: now.toISOString() };
}

/** Before any record; `measure` cuts the window to what Event History holds. */
const DAWN = "2006-01-01T00:00:00Z";

/** A connection and the way it is used. */
interface Session {
  readonly uri: string;
  readonly client: LookupClient;
  readonly settings: EventHistorySettings;
  readonly request: ReadRequest;
  readonly persistence: (pace: Pace) => Persistence;
}

function openSession(
  uri: string,
  client: LookupClient,
  settings: EventHistorySettings,
  request: ReadRequest,
): Session {
  const { timeoutMs = TIMEOUT_MS } = settings;
  const sleep = settings.sleep ?? ((ms, signal) => setTimeout(ms, undefined, { signal }));
  const { signal } = request;
  const { renew } = client;
  const persistence = (pace: Pace): Persistence => ({ pace, sleep, timeoutMs, signal, renew });
  return { uri, client, settings, request, persistence };
}

/** Whose account it is: as the credentials say, as noted for this key, else as STS says. */
async function findAccount(session: Session): Promise<string> {
  const { uri, client, request } = session;
  if (client.accountId !== undefined) return client.accountId;
  const key = `${uri} account of ${client.accessKeyId}`;
  const noted = request.memory.get(key);
  if (noted !== undefined) return noted;
  const pace = paceOf(`${uri} sts ${client.accessKeyId}`);
  const attempted = await persist(client.askAccount, session.persistence(pace));
  if ("failure" in attempted) throw fail(session, attempted.failure, "sts:GetCallerIdentity");
  request.memory.set(key, attempted.output);
  return attempted.output;
}

interface Reading extends Session {
  readonly account: string;
  readonly stretch: Stretch;
  readonly selector: string;
}

async function* readAccount(reading: Reading): AsyncGenerator<Page> {
  const { client, request, account, stretch, selector } = reading;
  const seen: Interval[] = [...request.covered(account, client.region, selector)];
  let pages = 0;
  let trouble: Trouble | undefined;
  for await (const page of readHoles(reading, holesOf(stretch, seen))) {
    if ("failure" in page) {
      if (pages === 0) throw fail(reading, page.failure, "cloudtrail:LookupEvents");
      trouble = troubleOf(page.failure);
      break;
    }
    pages++;
    if (page.proven) seen.push(page.proven);
    yield toPage(page, pages, reading);
  }
  if (request.signal?.aborted) trouble = { state: "not-asked", note: "interrupted" };
  const coverage = tellCoverage(stretch, seen, trouble).map((part) => ({
    account,
    region: client.region,
    source: reading.uri,
    selector,
    ...part,
  }));
  yield { records: [], unreadable: [], coverage };
}

/** The holes one after the other, newest first; ends where one fails or the asker has gone. */
async function* readHoles(
  reading: Reading,
  holes: readonly Interval[],
): ReturnType<typeof readHole> {
  const { uri, client, request, account, selector } = reading;
  const pace = paceOf(`${uri} ${account} ${client.region}`, request);
  const persistence = reading.persistence(pace);
  const lookUp: Parameters<typeof readHole>[2] = (input) =>
    persist((signal) => client.lookUp(input, signal), persistence);
  try {
    for (const hole of holes) {
      for await (const page of readHole(hole, selector, lookUp)) {
        yield page;
        if ("failure" in page) return;
      }
    }
  } catch (error) {
    if (!request.signal?.aborted) throw error;
  }
}

function toPage(page: LookupPage, number: number, reading: Reading): Page {
  const { records, unreadable, requests, proven, reached } = page;
  const { client, account, stretch, selector } = reading;
  const { region } = client;
  const forGood = proven ? settledPart(proven, correct(stretch, client)) : [];
  return {
    records,
    unreadable,
    requests,
    covered: forGood.map((part) => ({ account, region, selector, ...part })),
    progress: `${region}: page ${number}, back to ${reached}`,
  };
}

/** Less is the network's doing: the SDK compares with the second that AWS's answer was written in. */
const CLOCK_TOLERANCE_MS = 60_000;

/** With a clock that is ahead of AWS's, the last 15 minutes are further back than it seems. */
function correct(stretch: Stretch, { clockOffset }: LookupClient): Stretch {
  const ahead = -clockOffset();
  if (ahead < CLOCK_TOLERANCE_MS) return stretch;
  const settled = Math.floor((Date.parse(stretch.settled) - ahead) / 1000);
  return { ...stretch, settled: textOf(settled) };
}

function troubleOf({ kind, said }: Failure): Trouble {
  const isDenied = kind === "denied" || kind === "expired" || kind === "not-accepted";
  return { state: isDenied ? "denied" : "unreachable", note: said };
}

function fail({ client, settings }: Session, failure: Failure, call: string): Error {
  return failureError(failure, { region: client.region, profile: settings.profile, call });
}
