import type { Json } from "../record.ts";

const MILLISECONDS_SINCE_1973 = 1e11;

/** `Oct 15, 2022 10:05:16 PM`, as Java writes it. */
const JAVA_DATE = /^[A-Z][a-z]{2} \d{1,2}, \d{4},? \d{1,2}:\d{2}:\d{2}[\s\u202f][AP]M$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * A time in `responseElements` as seconds since 1970: services write it as a number of seconds or milliseconds, as
 * ISO 8601, or as Java's default text in UTC. Nothing where it is none of these.
 */
export function secondsOf(value: Json | undefined): number | undefined {
  if (typeof value === "number") return value > MILLISECONDS_SINCE_1973 ? value / 1000 : value;
  if (typeof value !== "string") return undefined;
  const text = JAVA_DATE.test(value) ? `${value.replace("\u202f", " ")} UTC` : value;
  if (text === value && !ISO_DATE.test(value)) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
