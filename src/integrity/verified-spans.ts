import type { Coverage, Interval } from "../core/coverage.ts";
import { mergeIntervals, subtractIntervals } from "../core/intervals.ts";
import { isObject } from "../core/record.ts";
import type { Verification } from "./verification.ts";

/** The small values that a ledger keeps for others. */
export interface Notes {
  note(key: string): string | undefined;
  saveNote(key: string, value: string): void;
}

/** Keeps what a verification of this source proved; what it proved no longer, within its window, is forgotten. */
export function rememberVerified(notes: Notes, uri: string, verification: Verification): void {
  const spans = new Map(readSpans(notes, uri));
  for (const [place, verified] of verifiedOf(verification)) {
    const before = (spans.get(place) ?? []).flatMap((span) =>
      subtractIntervals(span, [verification.window]),
    );
    spans.set(place, mergeIntervals([...before, ...verified]));
  }
  notes.saveNote(keyOf(uri), JSON.stringify([...spans]));
}

/**
 * When files of this account and region, delivered to this source, were proven to be as CloudTrail wrote them; also where
 * what was verified lies above it.
 */
function verifiedSpans(
  notes: Notes,
  uri: string,
  account: string,
  region: string,
): readonly Interval[] {
  for (const place of placesAbove(uri)) {
    const spans = new Map(readSpans(notes, place)).get(placeOf(account, region));
    if (spans) return spans;
  }
  return [];
}

/**
 * The same coverage; what was read from trail files says how far they are verified. Event History needs no proof, and
 * files that nobody ever verified are told about only where they are a trail's bucket.
 */
export function withIntegrity(notes: Notes, coverage: readonly Coverage[]): readonly Coverage[] {
  return coverage.map((part) => {
    const { source, account, region, state, note } = part;
    const isFolder = source.startsWith("file://");
    if (state !== "seen" && state !== "partial") return part;
    if (!isFolder && !source.startsWith("s3://")) return part;
    const spans = verifiedSpans(notes, source, account, region);
    if (isFolder && spans.length === 0) return part;
    const integrity = integrityNote(spans, part);
    return { ...part, note: note === undefined ? integrity : `${note}; ${integrity}` };
  });
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

function readSpans(notes: Notes, uri: string): readonly (readonly [string, readonly Interval[]])[] {
  const text = notes.note(keyOf(uri));
  if (text === undefined) return [];
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).flatMap((entry) => {
    if (!Array.isArray(entry)) return [];
    const [place, spans] = entry as readonly unknown[];
    if (typeof place !== "string" || !Array.isArray(spans)) return [];
    return [[place, (spans as readonly unknown[]).filter(isInterval)] as const];
  });
}

function isInterval(value: unknown): value is Interval {
  return isObject(value) && typeof value["from"] === "string" && typeof value["to"] === "string";
}

function keyOf(uri: string): string {
  return `verified ${bare(uri)}`;
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
