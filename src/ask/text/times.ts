import type { Screen } from "../format.ts";

/** `14:02:11Z`, with the date where it is not today's: `2026-11-20 14:02:11Z`; `14:02:11` in the reader's own zone. */
export function timeLabel(at: string, now: string, { timeZone }: Pick<Screen, "timeZone">): string {
  const day = dayOf(at, timeZone);
  const clock = clockOf(at, timeZone);
  return day === dayOf(now, timeZone) ? clock : `${day} ${clock}`;
}

/** The date in UTC or the reader's own zone: `2026-11-20`. */
export function dayOf(at: string, timeZone: string | undefined): string {
  return timeZone === undefined ? at.slice(0, 10) : local(at, timeZone).slice(0, 10);
}

/** The time of day: `14:02:11Z`, or `15:02:11` in the reader's own zone. */
export function clockOf(at: string, timeZone: string | undefined): string {
  return timeZone === undefined ? `${at.slice(11, 19)}Z` : local(at, timeZone).slice(11, 19);
}

function local(at: string, timeZone: string): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return at;
  // Sweden writes dates as ISO 8601 does.
  return moment.toLocaleString("sv-SE", { timeZone });
}

const STEPS: readonly (readonly [limit: number, unit: number, name: string])[] = [
  [2 * 3_600_000, 60_000, "min"],
  [48 * 3_600_000, 3_600_000, "h"],
  [Number.POSITIVE_INFINITY, 86_400_000, "days"],
];

/** How long ago: `just now`, `23 min ago`, `5 h ago`, `12 days ago`; `in 5 min` where clocks disagree. */
export function ageLabel(at: string, now: string): string {
  const age = Date.parse(now) - Date.parse(at);
  if (!Number.isFinite(age)) return "";
  const length = Math.abs(age);
  if (length < 60_000) return "just now";
  const [, unit, name] = STEPS.find(([limit]) => length < limit) ?? [0, 1, "ms"];
  const said = `${String(Math.round(length / unit))} ${name}`;
  return age < 0 ? `in ${said}` : `${said} ago`;
}
