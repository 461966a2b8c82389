import type { Coverage, Interval } from "../core/coverage.ts";
import { mergeIntervals, subtractIntervals } from "../core/intervals.ts";
import { isObject } from "../core/record.ts";
import type { Verification } from "./verification.ts";

/** Small values that are kept from one run to the next. */
export interface Notes {
  note(key: string): string | undefined;
  saveNote(key: string, value: string): void;
}

/** Keeps what a verification of this source proved; what it proved no longer, within its window, is forgotten. */
export function rememberVerified(notes: Notes, uri: string, verification: Verification): void {
  for (const [place, verified] of verifiedOf(verification)) {
    const key = keyOf(uri, place);
    const before = (readSpans(notes, key) ?? []).flatMap((span) =>
      subtractIntervals(span, [verification.window]),
    );
    notes.saveNote(key, JSON.stringify(mergeIntervals([...before, ...verified])));
  }
}

/** What a verification of the source, or of what it lies in, proved of an account and region. */
export interface VerifiedPart {
  /** What was verified: the source itself, or a place above it. */
  readonly root: string;
  /** When the files were delivered, oldest first. */
  readonly spans: readonly Interval[];
}

/** What was proven of an account's region in this source; nothing where nobody verified it. */
export function verifiedPart(
  notes: Notes,
  uri: string,
  { account, region }: Pick<Coverage, "account" | "region">,
): VerifiedPart | undefined {
  const place = placeOf(account, region);
  for (const root of placesAbove(uri)) {
    const spans = readSpans(notes, keyOf(root, place));
    if (spans) return { root, spans };
  }
  return undefined;
}

/** What of it still stands, and how many files are not what they were. */
export interface StandingPart {
  readonly spans: readonly Interval[];
  readonly strangers: number;
}

/**
 * The same coverage; what was read from files says how far they are verified. Event History needs no proof, and what
 * other commands of AWS printed has none.
 */
export function withIntegrity(
  coverage: readonly Coverage[],
  standing: (part: Coverage) => StandingPart,
): readonly Coverage[] {
  return coverage.map((part) => {
    if (!isOfFiles(part)) return part;
    const { note } = part;
    const { spans, strangers } = standing(part);
    const since = strangers === 0 ? "" : ` (${told(strangers)})`;
    const integrity = `${integrityNote(spans, part)}${since}`;
    return { ...part, note: note === undefined ? integrity : `${note}; ${integrity}` };
  });
}

/** Whether it tells of log files that were read. */
export function isOfFiles({ source, state, selector }: Coverage): boolean {
  if (state !== "seen" && state !== "partial" && state !== "fresh") return false;
  return /^(?:file|s3):\/\//.test(source) && selector !== "effects";
}

function told(strangers: number): string {
  return strangers === 1
    ? "1 file differs from what was verified"
    : `${String(strangers)} files differ from what was verified`;
}

/** `integrity: verified to 14:00Z`; times are those of delivery, which follow the events by minutes. */
function integrityNote(spans: readonly Interval[], window: Interval): string {
  const parts = subtractIntervals(window, spans);
  const inside = subtractIntervals(window, parts);
  const [first] = inside;
  if (!first) return "integrity: not verified";
  if (parts.length === 0) return "integrity: verified";
  if (inside.length > 1) return `integrity: verified in part, ${inside.map(tell).join(", ")}`;
  const isFromBegin = Date.parse(first.from) === Date.parse(window.from);
  return isFromBegin
    ? `integrity: verified to ${short(first.to, window.to)}, not since`
    : `integrity: verified only ${tell(first)}`;
}

function tell({ from, to }: Interval): string {
  return `${minute(from)} to ${short(to, from)}`;
}

/** The day is told only where it is another. */
function short(time: string, other: string): string {
  return time.slice(0, 10) === other.slice(0, 10) ? minute(time).slice(11) : minute(time);
}

function minute(time: string): string {
  return `${time.slice(0, 16)}Z`;
}

/** An account's region that lies in two places is verified where both are. */
function verifiedOf({ regions }: Verification): ReadonlyMap<string, readonly Interval[]> {
  const verified = new Map<string, readonly Interval[]>();
  for (const { account, region, verified: spans } of regions) {
    const place = placeOf(account, region);
    const known = verified.get(place);
    const both = known?.flatMap((span) => subtractIntervals(span, subtractIntervals(span, spans)));
    verified.set(place, both ?? spans);
  }
  return verified;
}

/** A damaged note proves nothing. */
function readSpans(notes: Notes, key: string): readonly Interval[] | undefined {
  const text = notes.note(key);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as readonly unknown[]).filter(isInterval) : [];
  } catch {
    return [];
  }
}

function isInterval(value: unknown): value is Interval {
  return isObject(value) && typeof value["from"] === "string" && typeof value["to"] === "string";
}

function keyOf(uri: string, place: string): string {
  return JSON.stringify(["verified", bare(uri), place]);
}

function placeOf(account: string, region: string): string {
  return `${account} ${region}`;
}

/** The URI itself and each folder above it, nearest first; what follows a `?` (the endpoint) stays. */
function placesAbove(uri: string): readonly string[] {
  const [, scheme = "", path = "", query = ""] = /^([a-z0-9]+:\/\/)([^?]*)(.*)$/i.exec(uri) ?? [];
  const names = path.split("/");
  const lengths = names.map((_, index) => names.length - index);
  return lengths.map((length) => `${scheme}${names.slice(0, length).join("/")}${query}`);
}

function bare(uri: string): string {
  return uri.replace(/\/+(\?|$)/, "$1");
}
