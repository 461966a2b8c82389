const CLOUDTRAIL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const EXTENDED =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;
const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z)?$/;
const JAVA = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d\d):(\d\d)\s?(AM|PM)$/;
const EPOCH = /^\d{9,13}(?:\.\d{1,9})?$/;
const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const LONGEST = 40;
/** 5138-11-16 as seconds, 1973-03-03 as milliseconds: what is larger counts milliseconds. */
const LARGEST_SECONDS = 1e11;

/**
 * Reads a time as CloudTrail and those who pass its records on write it: ISO 8601 (extended or basic), Athena's
 * `2026-11-20 14:02:11.000`, Java's `Oct 15, 2022 10:05:16 PM`, seconds or milliseconds since 1970. A time without a
 * zone is taken as UTC, as all of CloudTrail's are.
 *
 * @returns `YYYY-MM-DDTHH:MM:SSZ` (fractions cut off), or undefined for what is no time.
 */
export function readTime(value: unknown): string | undefined {
  if (typeof value === "number") return fromEpoch(value);
  if (typeof value !== "string") return undefined;
  if (CLOUDTRAIL.test(value)) return checked(value);
  const text = value.length > LONGEST ? "" : value.trim();
  if (EPOCH.test(text)) return fromEpoch(Number(text));
  return fromExtended(text) ?? fromBasic(text) ?? fromJava(text);
}

/** A day and an hour that exist, from 1970 on. By arithmetic, because every record's time comes by here: `Date` is slow. */
function checked(value: string): string | undefined {
  const year = digits(value, 0) * 100 + digits(value, 2);
  const month = digits(value, 5);
  const day = digits(value, 8);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
  const isTime = digits(value, 11) < 24 && digits(value, 14) < 60 && digits(value, 17) < 60;
  return year >= 1970 && day >= 1 && day <= days && isTime ? value : undefined;
}

function digits(value: string, at: number): number {
  return value.charCodeAt(at) * 10 + value.charCodeAt(at + 1) - 528;
}

function fromEpoch(value: number): string | undefined {
  return write(Math.abs(value) < LARGEST_SECONDS ? value * 1000 : value);
}

function fromExtended(text: string): string | undefined {
  const match = EXTENDED.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = "00", zone = "Z"] = match;
  const utc = fromParts(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return utc === undefined ? undefined : write(Date.parse(utc) - offsetOf(zone));
}

function fromBasic(text: string): string | undefined {
  const match = BASIC.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  return fromParts(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function fromJava(text: string): string | undefined {
  const match = JAVA.exec(text);
  if (match === null) return undefined;
  const [, name = "", day = "", year, hour = "", minute, second, half] = match;
  const month = MONTHS.indexOf(name) / 3 + 1;
  const hours = (Number(hour) % 12) + (half === "PM" ? 12 : 0);
  if (!Number.isInteger(month) || month < 1) return undefined;
  return fromParts(`${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}:${second}Z`);
}

function fromParts(iso: string): string | undefined {
  return CLOUDTRAIL.test(iso) ? checked(iso) : undefined;
}

function offsetOf(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return minutes * 60_000 * (zone.startsWith("-") ? -1 : 1);
}

function two(value: number | string): string {
  return String(value).padStart(2, "0");
}

function write(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  if (!(year >= 1970 && year <= 9999)) return undefined;
  return `${date.toISOString().slice(0, 19)}Z`;
}
