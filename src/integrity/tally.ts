import type { Interval } from "../core/coverage.ts";
import { mergeIntervals, subtractIntervals } from "../core/intervals.ts";
import type { TrailPlace } from "./find-places.ts";
import type { Span } from "./public-keys.ts";
import { instantText, readLogMinute } from "./trail-key.ts";
import type {
  ChainReport,
  DigestCounts,
  LogCounts,
  Notice,
  Problem,
  ProblemKind,
  RegionReport,
} from "./verification.ts";

type Counts<T> = { -readonly [Part in keyof T]: T[Part] };

/** What one place's verification comes to, while it runs. */
export class Tally {
  readonly #place: TrailPlace;
  readonly problems: Problem[] = [];
  readonly notices: Notice[] = [];
  readonly #good: Interval[] = [];
  readonly #bad: Interval[] = [];
  readonly #digested: Interval[] = [];
  readonly #chains = new Map<string, { digests: Counts<DigestCounts>; logs: Counts<LogCounts> }>();
  unlisted = 0;
  undigested = 0;

  constructor(place: TrailPlace) {
    this.#place = place;
  }

  /** Something is proven to be wrong; the hour that it belongs to is not verified. */
  problem(kind: ProblemKind, trail: string, key: string, reason: string, span?: Span): void {
    const { account, region } = this.#place;
    const hour = span && intervalOf(span);
    const found = { kind, account, region, trail, key, reason };
    this.problems.push({ ...found, ...(hour && { hour }) });
    if (span) this.bad(span);
  }

  notice(kind: Notice["kind"], trail: string, says: string, isIncomplete = true): void {
    const { account, region } = this.#place;
    this.notices.push({ kind, account, region, trail, says, isIncomplete });
  }

  of(trail: string): { readonly digests: Counts<DigestCounts>; readonly logs: Counts<LogCounts> } {
    const known = this.#chains.get(trail) ?? {
      digests: { valid: 0, invalid: 0, missing: 0, unproven: 0, unread: 0, remembered: 0 },
      logs: { valid: 0, invalid: 0, missing: 0, unread: 0, remembered: 0 },
    };
    this.#chains.set(trail, known);
    return known;
  }

  /** A digest that proves which files were delivered then. */
  digested(span: Span): void {
    this.#digested.push(intervalOf(span));
  }

  /** Its log files are proven too. */
  good(span: Span): void {
    this.#good.push(intervalOf(span));
  }

  bad(span: Span): void {
    this.#bad.push(intervalOf(span));
  }

  /** Only its minute is in doubt. */
  badLog(key: string): void {
    const at = readLogMinute(key);
    if (at !== undefined) this.bad({ from: at, to: at + 60_000 });
  }

  get proven(): readonly Span[] {
    const merged = mergeIntervals(this.#digested);
    this.#digested.splice(0, this.#digested.length, ...merged);
    return merged.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
  }

  get verified(): readonly Interval[] {
    return mergeIntervals(this.#good).flatMap((whole) => subtractIntervals(whole, this.#bad));
  }

  get chains(): readonly ChainReport[] {
    const { account, region } = this.#place;
    return [...this.#chains].map(([trail, { digests, logs }]) => ({
      account,
      region,
      trail,
      digests,
      logs,
    }));
  }

  region(uri: string): RegionReport {
    const { account, region, base } = this.#place;
    const { verified, unlisted, undigested } = this;
    const above = base.replace(/\d{12}\/$/, "");
    return { account, region, place: `${uri}/${above}`, verified, unlisted, undigested };
  }
}

export function intervalOf({ from, to }: Span): Interval {
  return { from: instantText(from), to: instantText(to) };
}
