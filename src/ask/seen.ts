import type { Coverage } from "../core/coverage.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { DAY } from "./instants.ts";
import type { Window } from "./parameters.ts";

/** What was seen for a window: by the read of this run, and by earlier reads that the ledger remembers. */
export function coverageOf(
  ledger: Ledger,
  window: Window,
  ofThisRun: readonly Coverage[],
): readonly Coverage[] {
  const remembered = ledger.coverage({ from: window.from, to: window.to });
  return [...ofThisRun, ...remembered.filter((old) => !ofThisRun.some((now) => holds(now, old)))];
}

function holds(outer: Coverage, inner: Coverage): boolean {
  return (
    outer.source === inner.source &&
    outer.account === inner.account &&
    outer.region === inner.region &&
    outer.selector === inner.selector &&
    outer.from <= inner.from &&
    outer.to >= inner.to
  );
}

/** The parts that nobody could look at, or only partly; what is merely too fresh is no gap. */
export function blindSpots(coverage: readonly Coverage[]): readonly Coverage[] {
  return coverage.filter(({ state }) => state !== "seen" && state !== "fresh");
}

/** A clause about what was looked at, for answers that found nothing: never "nobody" where nobody could look. */
export function lookedAt(coverage: readonly Coverage[]): string {
  if (coverage.length === 0) {
    return "It is not known what was looked at: the ledger holds no coverage for this window.";
  }
  const blind = blindSpots(coverage);
  const places = new Set(coverage.filter((part) => !blind.includes(part)).map(placeOf));
  const seen =
    places.size === 0
      ? "Nothing could be looked at"
      : `Looked at: ${[...places].slice(0, 4).join(", ")}${places.size > 4 ? ` and ${String(places.size - 4)} more` : ""}`;
  if (blind.length === 0) return `${seen}.`;
  const unseen = blind.map((part) => `${placeOf(part)} (${part.note ?? part.state})`);
  return `${seen}. NOT seen: ${[...new Set(unseen)].join(", ")}.`;
}

function placeOf({ account, region, source }: Coverage): string {
  const place = [account, region].filter((part) => part !== "").join(" ");
  return place === "" ? source : place;
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
