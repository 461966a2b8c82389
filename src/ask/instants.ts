import { OperatorError } from "../core/errors.ts";

/** A moment that somebody typed, and how exactly: `yesterday` is a day, `14:21` a minute. */
export interface Instant {
  /** Milliseconds since 1970-01-01T00:00:00Z; the first of the day, minute or second that was meant. */
  readonly at: number;
  readonly precision: "day" | "minute" | "second";
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Milliseconds of a day in UTC, which knows no daylight saving. */
export const DAY = 24 * HOUR;

/** For hints: what `parseInstant` accepts. */
export const INSTANT_FORMS =
  "2026-11-22, 2026-11-22T14:02Z, 14:21, 14:21:05, 2h, 1h30m, 90 min, 2 hours ago, 7d, 3mo, 2y, today, yesterday, yesterday 14:21, now, beginning. Times are UTC.";

/**
 * Reads a moment in TaskTrail's own grammar. ISO dates come before durations, because `2026-07-01` starts like one.
 * Everything without a zone is UTC. A bare clock time is today's, or yesterday's where today's is still to come.
 *
 * @param parameter the parameter's name, for the error.
 * @throws OperatorError `bad-argument`, with the accepted forms as its hint.
 */
export function parseInstant(typed: string, now: Date, parameter: string): Instant {
  const text = typed.trim().toLowerCase().replace(/\s+/g, " ");
  const instant =
    text.length > 64
      ? undefined
      : (parseWord(text, now) ??
        parseIsoDate(text) ??
        parseEpoch(text) ??
        parseClock(text, now) ??
        parseAgo(text, now));
  if (instant && isPlausible(instant.at)) return instant;
  const shown = typed.length > 64 ? `${typed.slice(0, 61)}…` : typed;
  throw new OperatorError(
    "bad-argument",
    `--${parameter}: ${JSON.stringify(shown)} is not a time`,
    {
      hint: `Write one of: ${INSTANT_FORMS}`,
    },
  );
}

/** ISO 8601 in UTC, to the second, as records have it: `2026-11-20T14:02:11Z`. */
export function formatInstant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function isPlausible(at: number): boolean {
  return Number.isFinite(at) && at >= 0 && at < Date.UTC(9999, 0, 1);
}

function startOfDay(now: Date): number {
  return Math.floor(now.getTime() / DAY) * DAY;
}

function parseWord(text: string, now: Date): Instant | undefined {
  const today = startOfDay(now);
  switch (text) {
    case "now":
      return { at: now.getTime(), precision: "second" };
    case "today":
      return { at: today, precision: "day" };
    case "yesterday":
      return { at: today - DAY, precision: "day" };
    case "beginning":
      return { at: 0, precision: "second" };
    default:
      return undefined;
  }
}

const ISO_DATE =
  /^(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?(z|[+-]\d\d:?\d\d)?)?$/;

function parseIsoDate(text: string): Instant | undefined {
  const match = ISO_DATE.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hours, minutes, seconds, zone] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isRealDay = new Date(midnight).toISOString().startsWith(`${year}-${month}-${day}`);
  if (!isRealDay) return undefined;
  if (hours === undefined) return { at: midnight, precision: "day" };
  const clock = clockOf(hours, minutes, seconds);
  const offset = offsetOf(zone);
  if (clock === undefined || offset === undefined) return undefined;
  return {
    at: midnight + clock - offset,
    precision: seconds === undefined ? "minute" : "second",
  };
}

function clockOf(hours = "0", minutes = "0", seconds = "0"): number | undefined {
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === "z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

/** Seconds or milliseconds since 1970, which the aws-cli accepts too. */
function parseEpoch(text: string): Instant | undefined {
  if (!/^\d{10}(?:\d{3})?$/.test(text)) return undefined;
  return { at: Number(text) * (text.length === 10 ? SECOND : 1), precision: "second" };
}

const CLOCK = /^(?:(today|yesterday) (?:at )?)?(\d{1,2}):(\d\d)(?::(\d\d))?\s?(?:z|utc)?$/;

function parseClock(text: string, now: Date): Instant | undefined {
  const match = CLOCK.exec(text);
  if (!match) return undefined;
  const [, day, hours, minutes, seconds] = match;
  const clock = clockOf(hours, minutes, seconds);
  if (clock === undefined) return undefined;
  const today = startOfDay(now) + clock;
  const isYesterday = day === "yesterday" || (day === undefined && today > now.getTime());
  return {
    at: isYesterday ? today - DAY : today,
    precision: seconds === undefined ? "minute" : "second",
  };
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ...["s", "sec", "secs", "second", "seconds"].map((unit) => [unit, SECOND] as const),
  ...["m", "min", "mins", "minute", "minutes"].map((unit) => [unit, MINUTE] as const),
  ...["h", "hr", "hrs", "hour", "hours"].map((unit) => [unit, HOUR] as const),
  ...["d", "day", "days"].map((unit) => [unit, DAY] as const),
  ...["w", "wk", "wks", "week", "weeks"].map((unit) => [unit, 7 * DAY] as const),
]);

/** Units that have no fixed length, in months. */
const MONTHS: ReadonlyMap<string, number> = new Map([
  ...["mo", "month", "months"].map((unit) => [unit, 1] as const),
  ...["y", "yr", "yrs", "year", "years"].map((unit) => [unit, 12] as const),
]);

const SPAN = /(\d+(?:\.\d+)?) ?([a-z]+) ?(?:and )?/y;

function parseAgo(text: string, now: Date): Instant | undefined {
  const spans = text.replace(/ ago$/, "");
  let length = 0;
  let months = 0;
  SPAN.lastIndex = 0;
  while (SPAN.lastIndex < spans.length) {
    const [, typed, unit = ""] = SPAN.exec(spans) ?? [];
    const count = Number(typed);
    const fixed = UNITS.get(unit);
    const calendar = Number.isInteger(count) ? MONTHS.get(unit) : undefined;
    if (fixed !== undefined) length += count * fixed;
    else if (calendar !== undefined) months += count * calendar;
    else return undefined;
  }
  if (length + months === 0) return undefined;
  return { at: monthsBefore(now, months) - length, precision: "second" };
}

/** The same day of an earlier month, or that month's last where it is shorter. */
function monthsBefore(now: Date, months: number): number {
  if (months === 0) return now.getTime();
  const lastDay = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + 1, 0));
  const then = new Date(now);
  then.setUTCFullYear(
    lastDay.getUTCFullYear(),
    lastDay.getUTCMonth(),
    Math.min(now.getUTCDate(), lastDay.getUTCDate()),
  );
  return then.getTime();
}
