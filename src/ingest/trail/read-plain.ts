import { OperatorError } from "../../core/errors.ts";
import { StoreFailure, type StoredObject } from "../../storage/object-store.ts";
import type { Coverage } from "../../core/coverage.ts";
import type { Unreadable } from "../../core/parse-records.ts";
import { TimesOfFiles } from "../files/times-of-files.ts";
import { intervalOf } from "../event-history/spans.ts";
import type { Page } from "../source.ts";
import { PageMaker } from "./page-maker.ts";
import { readFiles } from "./read-files.ts";
import { isLogFile, isSibling, MINUTE, readTrailKey } from "./trail-key.ts";
import type { TrailRun } from "./trail-run.ts";

const LISTED_AT_ONCE = 1000;

/** What lies beside the log files and is none. */
interface Foreign {
  count: number;
  first: string;
}

/**
 * Reads log files that lie in no folders of CloudTrail's: copied together, or below a day's folder. Where their names tell
 * account, region and time, those that cannot hold what is asked for are left out. Such files prove only what they hold.
 *
 * @throws OperatorError `not-found` where there is none.
 */
export async function* readPlain(run: TrailRun): AsyncGenerator<Page> {
  const maker = new PageMaker();
  const times = new TimesOfFiles();
  const lost: Coverage[] = [];
  const foreign: Foreign = { count: 0, first: "" };
  let isNamed = false;
  let files = 0;
  for await (const listed of inPortions(run, foreign)) {
    isNamed ||= listed.length > 0;
    const wanted = listed.filter((file) => mayHold(file, run));
    for await (const portion of readFiles(wanted, run)) {
      maker.add(portion);
      times.add(portion);
      const { file, loss, isLast } = portion;
      if (isLast) files++;
      if (loss !== undefined) lost.push(lossOf(file, loss.why, run));
      while (maker.isFull) yield { ...maker.take(), ...told(files, run) };
    }
    if (run.broken) throw run.broken.error;
    if (!run.goesOn()) break;
  }
  if (!isNamed && run.goesOn()) throw nothingThere(run);
  if (foreign.count > 0) maker.tell(notRead(foreign));
  const coverage = [...times.coverage(run.trail.uri), ...lost, ...unread(run)];
  yield { ...maker.take(), ...told(files, run), coverage };
}

function told(files: number, run: TrailRun): Pick<Page, "progress" | "requests"> {
  return { progress: `${String(files)} files`, requests: run.takeRequests() };
}

/** @param foreign where what is no log file is counted. */
async function* inPortions(
  run: TrailRun,
  foreign: Foreign,
): AsyncGenerator<readonly StoredObject[]> {
  const { store, prefix } = run.trail;
  let portion: StoredObject[] = [];
  try {
    for await (const one of store.list(prefix, { signal: run.signal })) {
      if (isLogFile(one.key)) portion.push(one);
      else if (!one.key.endsWith("/") && !isSibling(one.key) && foreign.count++ === 0) {
        foreign.first = one.key;
      }
      if (portion.length < LISTED_AT_ONCE) continue;
      yield portion;
      portion = [];
    }
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    run.ended ??= { state: "unreachable", note: error.message };
  }
  yield portion;
}

/** One line for all: a bucket may hold a million things of others. */
function notRead({ count, first }: Foreign): Unreadable {
  const others =
    count === 1 ? "" : `, nor ${count === 2 ? "is 1 other" : `are ${count - 1} others`}`;
  return { position: first, reason: `not named as a CloudTrail log file is${others}` };
}

function mayHold({ key }: StoredObject, { whole, trail, request }: TrailRun): boolean {
  const { account, region, at } = readTrailKey(key);
  const { accounts = [], regions = [] } = request;
  return (
    (at === undefined || (at + MINUTE > whole.from && at < whole.to + trail.lag)) &&
    (account === undefined || accounts.length === 0 || accounts.includes(account)) &&
    (region === undefined || regions.length === 0 || regions.includes(region))
  );
}

function lossOf({ key }: StoredObject, why: string, { whole, trail }: TrailRun): Coverage {
  const { account = "", region = "", at } = readTrailKey(key);
  const span = at === undefined ? whole : { from: at - trail.lag, to: at + MINUTE };
  const place = { account, region, source: trail.uri, selector: "everything" };
  return { ...intervalOf(span), ...place, state: "partial", note: why };
}

function unread({ ended, whole, trail: { uri } }: TrailRun): readonly Coverage[] {
  if (!ended) return [];
  const place = { account: "", region: "", source: uri, selector: "everything" };
  return [{ ...intervalOf(whole), ...place, ...ended }];
}

function nothingThere({ trail: { uri } }: TrailRun): OperatorError {
  return new OperatorError("not-found", `There are no log files of CloudTrail below ${uri}.`, {
    hint: "Name the bucket and the trail's prefix: aws cloudtrail describe-trails tells S3BucketName and S3KeyPrefix.",
  });
}
