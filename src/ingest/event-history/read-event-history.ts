import { setTimeout } from "node:timers/promises";
import type { Interval } from "../../core/coverage.ts";
import { failureError, type Failure } from "../aws/failure.ts";
import { paceOf, type Pace } from "../aws/pace.ts";
import { persist, type Persistence } from "../aws/persist.ts";
import type { Page, PlanEstimate, ReadRequest, SourceSettings } from "../source.ts";
import { Budget } from "./budget.ts";
import { Lag } from "./lag.ts";
import { connect, type LookupClient } from "./lookup-client.ts";
import type { Way } from "./planner.ts";
import { questOf, type Quest } from "./quest.ts";
import { PlannedReader, type PlannedPage, type PlannedReading } from "./read-planned.ts";
import { spanOf } from "./spans.ts";
import { measure, settledPart, textOf, type Stretch, type Trouble } from "./stretch.ts";
import { tellSight, type Ended } from "./tell-sight.ts";

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
  const quest = questOf(request);
  const budget = new Budget(request.maxRequests);
  yield* readAccount({ ...session, account, stretch, quest, budget, lag: new Lag() });
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
  readonly quest: Quest;
  readonly budget: Budget;
  readonly lag: Lag;
}

async function* readAccount(reading: Reading): AsyncGenerator<Page> {
  const { request, budget, quest } = reading;
  const stop = new AbortController();
  const reader = new PlannedReader(plannedReading(reading, stop.signal));
  let told = "";
  let reported = 0;
  const requests = (): number => {
    const since = budget.spent - reported;
    reported = budget.spent;
    return since;
  };
  try {
    for await (const landed of reader.read()) {
      const plan = planOf(reader, reading);
      const isNews = plan !== undefined && plan.plan !== told;
      if (isNews && !request.dryRun) told = plan.plan;
      yield {
        ...toPage(landed, reader, reading),
        requests: requests(),
        ...(isNews && !request.dryRun && { plan }),
      };
    }
  } finally {
    stop.abort();
  }
  const { failure } = reader;
  if (reader.pages === 0 && failure) throw fail(reading, failure, "cloudtrail:LookupEvents");
  const plan = request.dryRun === true ? planOf(reader, reading) : undefined;
  const coverage = tellSight(endedOf(reader, reading)).map((part) => ({
    account: reading.account,
    region: reading.client.region,
    source: reading.uri,
    selector: quest.sought,
    ...part,
  }));
  yield { records: [], unreadable: [], coverage, requests: requests(), ...(plan && { plan }) };
}

function plannedReading(reading: Reading, stop: AbortSignal): PlannedReading {
  const { uri, client, request, account, stretch, quest, budget, lag } = reading;
  const { settledAt, earlierOf, dryRun = false } = request;
  const signal = request.signal ? AbortSignal.any([request.signal, stop]) : stop;
  const pace = paceOf(`${uri} ${account} ${client.region}`, request);
  const persistence = { ...reading.persistence(pace), signal };
  return {
    quest,
    window: spanOf(stretch.whole),
    reach: spanOf({ from: stretch.oldest, to: stretch.oldest }).from,
    covered: (selector) => request.covered(account, client.region, selector),
    lookUp: (input) =>
      persist((abort) => {
        budget.spend();
        return lag.measure(client.lookUp(input, abort));
      }, persistence),
    lag: () => lag.seconds,
    budget,
    isDryRun: dryRun,
    settledAt,
    earlierOf,
    signal,
  };
}

/** Requests a second, where nobody says. */
const USUAL_RATE = 1.9;

function planOf(
  { planner }: PlannedReader,
  { account, client, request, quest, budget }: Reading,
): PlanEstimate | undefined {
  if (!planner.isEstimated) return undefined;
  const requests = Math.min(planner.expected(), budget.most - budget.spent);
  const seconds = Math.ceil(requests / (request.rate ?? USUAL_RATE));
  const plan = sayWay(planner.way, quest);
  return { account, region: client.region, plan, requests, seconds };
}

function sayWay(way: Way, { topics, sought }: Quest): string {
  if (way.kind === "scan") return way.selector;
  return way.kind === "done" || topics.length === 1
    ? sought
    : `${topics.length} operations, one chain each`;
}

function endedOf(
  { stopped, planner, sight }: PlannedReader,
  { request, quest, stretch }: Reading,
): Ended {
  const because = (note: string): Trouble => ({ state: "not-asked", note });
  const { givenUp, floor } = planner;
  const otherwise = because(request.dryRun === true ? "only probed (--dry-run)" : "not read");
  const older = because(`stopped at ${textOf(floor)}: the newest change is settled; --all goes on`);
  return { quest, sight, stretch, givenUp, floor, older, otherwise: stopped ?? otherwise };
}

function toPage(landed: PlannedPage, { planner, pages }: PlannedReader, reading: Reading): Page {
  const { page, selector, proven } = landed;
  const { records, unreadable, reached } = page;
  const { client, account, stretch } = reading;
  const { region } = client;
  const forGood = proven ? settledPart(proven, correct(stretch, client)) : [];
  const expected = planner.isEstimated ? ` of about ${pages + planner.expected()}` : "";
  return {
    records,
    unreadable,
    covered: forGood.map((part) => ({ account, region, selector, ...part })),
    progress: `page ${pages}${expected}, back to ${reached}`,
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

function fail({ client, settings }: Session, failure: Failure, call: string): Error {
  return failureError(failure, { region: client.region, profile: settings.profile, call });
}
