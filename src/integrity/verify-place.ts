import { checkLogs } from "./check-logs.ts";
import { HOUR_MS, type Context } from "./context.ts";
import type { TrailPlace } from "./find-places.ts";
import { hourOf, originOf, type JudgedDigest, type Origin } from "./judge-digest.ts";
import { listDigests, type ListedChain } from "./list-digests.ts";
import { loadDigest, type LoadedDigest } from "./load-digest.ts";
import { LogShelf } from "./log-shelf.ts";
import type { Span } from "./public-keys.ts";
import { placeName, Recall } from "./recall.ts";
import { takeLink, type Scene } from "./take-link.ts";
import { Tally } from "./tally.ts";
import { tellEnds } from "./tell-ends.ts";
import type { ChainReport, Notice, Problem, RegionReport } from "./verification.ts";
import { ChainWalk, type Settled } from "./walk-chain.ts";

export interface PlaceReport {
  readonly chains: readonly ChainReport[];
  readonly region: RegionReport;
  readonly problems: readonly Problem[];
  readonly notices: readonly Notice[];
}

const DAY_MS = 24 * HOUR_MS;
/** Slices grow while they hold few log files, so that thin regions are not waited for day by day. */
const MOST_DAYS = 16;
const MANY_LOGS = 5000;

/**
 * Verifies one account's region: every chain of digests in it, every log file that they name, and whether there are
 * others.
 *
 * @throws StoreFailure where a listing cannot be had; OperatorError where public keys cannot.
 */
export async function verifyPlace(place: TrailPlace, context: Context): Promise<PlaceReport> {
  const chains = await listDigests(place, context);
  const recall = recallOf(place, context);
  const origin = await findOrigin(chains, recall, context);
  const account = place.account || (chains[0]?.digests[0]?.name.account ?? "");
  const run = new PlaceRun({ ...place, account }, chains, origin, recall, context);
  return run.verify();
}

function recallOf({ base, region }: TrailPlace, { memory, store }: Context): Recall {
  return new Recall(memory, placeName(store.uri, base, region));
}

/** In a bucket, digests tell where they must lie; a copy's origin is learnt from them. */
async function findOrigin(
  chains: readonly ListedChain[],
  recall: Recall,
  context: Context,
): Promise<Origin> {
  if (context.isBucket) {
    return { bucket: context.store.uri.slice("s3://".length), above: "" };
  }
  const newest = chains.flatMap(({ digests }) => digests.slice(-2));
  const loaded: LoadedDigest[] = [];
  for (const one of newest) {
    await recall.loadFor(one.name.at, one.name.at);
    loaded.push(await loadDigest(one, context, recall.find(one.object.key)));
  }
  return originOf(loaded) ?? { bucket: "", above: "" };
}

class PlaceRun {
  readonly #place: TrailPlace;
  readonly #chains: readonly ListedChain[];
  readonly #origin: Origin;
  readonly #context: Context;
  readonly #tally: Tally;
  readonly #shelf: LogShelf;
  readonly #recall: Recall;

  constructor(
    place: TrailPlace,
    chains: readonly ListedChain[],
    origin: Origin,
    recall: Recall,
    context: Context,
  ) {
    this.#place = place;
    this.#chains = chains;
    this.#origin = origin;
    this.#context = context;
    this.#tally = new Tally(place);
    this.#shelf = new LogShelf(place, context);
    this.#recall = recall;
  }

  async verify(): Promise<PlaceReport> {
    const walks = this.#chains.map(
      (chain) => new ChainWalk(chain, this.#place.region, this.#origin, this.#context),
    );
    try {
      for (const walk of walks.filter(({ chain }) => chain.isBackfill)) {
        const { digests } = walk.chain;
        const last = digests.at(-1)?.name.at ?? 0;
        await this.#shelf.listTo(last);
        await this.#recall.loadFor(digests[0]?.name.at ?? 0, last);
        await this.#advance(walk, Number.POSITIVE_INFINITY);
      }
      await this.#goThrough(walks.filter(({ chain }) => !chain.isBackfill));
    } finally {
      await this.#shelf.close();
    }
    tellEnds(this.#place, this.#chains, this.#tally, this.#context);
    return {
      chains: this.#tally.chains,
      region: this.#tally.region(this.#context.store.uri),
      problems: this.#tally.problems.toSorted(byTime),
      notices: this.#tally.notices,
    };
  }

  /** Slice by slice, so that memory holds the files of a few days and not of years. */
  async #goThrough(walks: readonly ChainWalk[]): Promise<void> {
    const { from, to } = this.#context.window;
    const end = to + 2 * HOUR_MS;
    let days = 2;
    for (let at = Math.max(from, this.#begin); at < end;) {
      const next = Math.min(at + days * DAY_MS, end);
      const count = await this.#shelf.listTo(next);
      await this.#recall.loadFor(at, next);
      await Promise.all(walks.map((walk) => this.#advance(walk, next)));
      this.#putAway(next - DAY_MS);
      await this.#recall.save();
      days = count > MANY_LOGS ? Math.max(1, days / 2) : Math.min(MOST_DAYS, days * 2);
      at = next;
    }
    this.#putAway(Number.POSITIVE_INFINITY);
  }

  /** Where there is something to go through. */
  get #begin(): number {
    const first = this.#chains.flatMap(({ digests }) => digests[0]?.name.at ?? []);
    return Math.min(...first, this.#context.window.to) - DAY_MS;
  }

  #putAway(before: number): void {
    const { unlisted, undigested } = this.#shelf.putAway(before, this.#tally.proven);
    this.#tally.undigested += undigested.length;
    this.#tally.unlisted += unlisted.length;
    for (const key of unlisted) {
      this.#tally.problem("log-unlisted", "", key, "is in no digest");
      this.#tally.badLog(key);
    }
  }

  async #advance(walk: ChainWalk, at: number): Promise<void> {
    const settled = await walk.settleTo(at, (key) => this.#recall.find(key));
    await Promise.all(settled.map((one) => this.#take(one, walk.chain)));
  }

  async #take({ judged, link, older }: Settled, chain: ListedChain): Promise<void> {
    const { trail, isBackfill } = chain;
    const { key } = judged.loaded.listed.object;
    const counts = this.#tally.of(trail).digests;
    const span = hourOf(judged);
    this.#context.tell({
      file: "digest",
      key: this.#keyOf(key),
      verdict: judged.verdict,
      isBackfill,
    });
    this.#context.progress(1);
    if (link) await takeLink(link, chain, older, this.#scene);
    if (judged.verdict === "valid" || judged.verdict === "unproven") {
      counts[judged.verdict] += 1;
      if (judged.loaded.remembered) counts.remembered += 1;
      if (judged.verdict === "unproven") {
        this.#tally.notice("unproven", trail, `The digest ${key} is not proven: ${judged.reason}.`);
      }
      await this.#takeLogs(judged, chain, span);
    } else if (judged.verdict === "unread") {
      counts.unread += 1;
      this.#tally.notice("unread", trail, `The digest ${key} could not be read: ${judged.reason}`);
    } else {
      counts.invalid += 1;
      this.#tally.problem(judged.verdict, trail, this.#keyOf(key), judged.reason, span);
    }
  }

  async #takeLogs(judged: JudgedDigest, { trail }: ListedChain, span: Span) {
    const { content, remembered } = judged.loaded;
    if (!content) return;
    const { logs } = content.digest;
    const checked = await checkLogs(logs, this.#origin, this.#shelf, this.#context, remembered);
    const counts = this.#tally.of(trail).logs;
    for (const { log, verdict, reason, isRemembered } of checked) {
      if (verdict === "valid") {
        counts.valid += 1;
        if (isRemembered) counts.remembered += 1;
      } else if (verdict === "unread") {
        counts.unread += 1;
        this.#tally.notice("unread", trail, `The log file ${log.key} could not be read: ${reason}`);
      } else {
        counts[verdict === "log-missing" ? "missing" : "invalid"] += 1;
        this.#tally.problem(verdict, trail, log.key, reason, span);
      }
    }
    const isWhole = checked.every(({ verdict }) => verdict === "valid");
    if (isWhole) this.#recall.keep(judged, checked);
    if (judged.verdict !== "valid") return;
    this.#tally.digested(span);
    if (isWhole) this.#tally.good(span);
    else this.#tally.bad(span);
  }

  get #scene(): Scene {
    return {
      place: this.#place,
      origin: this.#origin,
      tally: this.#tally,
      context: this.#context,
    };
  }

  /** As it was in the bucket. */
  #keyOf(key: string): string {
    return `${this.#origin.above}${key}`;
  }
}

/** Files are judged side by side: what is told must not depend on which came first. */
function byTime(one: Problem, other: Problem): number {
  const at = ({ hour, key }: Problem): string => `${hour?.from ?? ""} ${key}`;
  return at(one) < at(other) ? -1 : 1;
}
