import type { Coverage } from "../core/coverage.ts";
import { coveredFor } from "../core/covered-for.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { DAY } from "./instants.ts";
import { operationsFor } from "./operations.ts";
import type { Window } from "./parameters.ts";

/**
 * What was seen for a window: by the read of this run, and of places that it did not read, by earlier ones. A place that
 * was read tells itself what it knew from before.
 */
export function coverageOf(
  ledger: Ledger,
  window: Window,
  ofThisRun: readonly Coverage[],
): readonly Coverage[] {
  const read = new Set(ofThisRun.filter((part) => !isOfOneCaller(part)).map(placeKey));
  const places = new Map<string, Coverage[]>();
  for (const part of ledger.coverage({ from: window.from, to: window.to })) {
    const key = placeKey(part);
    if (read.has(key)) continue;
    const parts = places.get(key) ?? [];
    places.set(key, parts);
    parts.push(part);
  }
  return [...ofThisRun, ...[...places.values()].flatMap(remembered)];
}

/** Only one caller's or one record's calls were asked for: that says little about a place. */
function isOfOneCaller({ selector }: Coverage): boolean {
  return /^(?:AccessKeyId|EventId|Username)=/.test(selector);
}

function placeKey({ source, account, region }: Coverage): string {
  return JSON.stringify([source, account, region]);
}

/** Earlier reads may have asked operation by operation; what counts is when all of them were seen. */
function remembered(parts: readonly Coverage[]): readonly Coverage[] {
  const [{ account, region, source }] = parts as [Coverage];
  const through = (selector: string): readonly Coverage[] =>
    parts.filter((part) => part.selector === selector);
  return coveredFor(operationsFor({}), through).map(({ from, to }) => ({
    account,
    region,
    source,
    selector: "every change",
    state: "seen",
    from,
    to,
  }));
}

/** How a part was looked at: whole (if perhaps too early), in part, or not at all. */
export function sightOf({ state }: Coverage): "whole" | "part" | "none" {
  if (state === "seen" || state === "fresh") return "whole";
  return state === "partial" ? "part" : "none";
}

/** A sentence about what was looked at, for answers that found nothing: never "nobody" where nobody could look. */
export function lookedAt(coverage: readonly Coverage[]): string {
  if (coverage.length === 0) {
    return "It is not known what was looked at: nothing says what was read for this window.";
  }
  const broad = coverage.filter((one) => !isOfOneCaller(one));
  const told = broad.length > 0 ? broad : coverage;
  const whole = told.filter((part) => sightOf(part) === "whole");
  const part = told.filter((one) => sightOf(one) === "part");
  const none = told.filter((one) => sightOf(one) === "none");
  return [
    ...(whole.length > 0 ? [`Looked at: ${placesOf(whole)}.`] : []),
    ...(part.length > 0 ? [`Looked at in part: ${placesOf(part)} (${reasonsOf(part)}).`] : []),
    ...(none.length > 0 ? [`NOT seen: ${placesOf(none)} (${reasonsOf(none)}).`] : []),
  ].join(" ");
}

function reasonsOf(coverage: readonly Coverage[]): string {
  const reasons = new Set(coverage.map(({ note, state }) => note ?? state));
  return firstOf([...reasons], "; ");
}

const MOST_PLACES = 6;

/** `111122223333 eu-central-1, eu-west-1; 444455556666 us-east-1`; the sources where those say no place. */
export function placesOf(coverage: readonly Coverage[]): string {
  const accounts = new Map<string, Set<string>>();
  for (const { account, region, source } of coverage) {
    const key = account === "" && region === "" ? source : account;
    const regions = accounts.get(key) ?? new Set<string>();
    if (region !== "") regions.add(region);
    accounts.set(key, regions);
  }
  const places = [...accounts].map(([account, regions]) =>
    `${account} ${firstOf([...regions].toSorted(), ", ")}`.trim(),
  );
  return firstOf(places, "; ");
}

function firstOf(words: readonly string[], between: string): string {
  const rest = words.length - MOST_PLACES;
  return words.slice(0, MOST_PLACES).join(between) + (rest > 0 ? ` and ${String(rest)} more` : "");
}

/** The window in words: `in the last 24 h`, `between 2026-11-22 13:51Z and 14:31Z`, `in all that was read`. */
export function windowPhrase({ from, to, whole }: Window, now: Date): string {
  if (whole && to > now.toISOString()) return "in all that was read";
  const start = Date.parse(from);
  const end = Date.parse(to);
  const reachesNow = Math.abs(end - now.getTime()) < 2000;
  if (whole) return `before ${minuteLabel(to)}`;
  if (!reachesNow) {
    const sameDay = from.slice(0, 10) === to.slice(0, 10);
    return `between ${minuteLabel(from)} and ${sameDay ? minuteLabel(to).slice(11) : minuteLabel(to)}`;
  }
  const minutes = Math.round((end - start) / 60_000);
  if (minutes < 120) return `in the last ${String(minutes)} min`;
  if (end - start <= 2 * DAY) return `in the last ${String(Math.round(minutes / 60))} h`;
  return `since ${minuteLabel(from)}`;
}

function minuteLabel(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)}Z`;
}
