/** A log file's key, as far as CloudTrail's own naming tells. Times are seconds since 1970. */
export interface TrailKey {
  readonly account?: string;
  readonly region?: string;
  /** The minute in which it was delivered, which is after everything in it; absent: the name does not say. */
  readonly at?: number;
}

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** AWS's own sample once leaves out the `_` before the random part. */
const NAME = /(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{8})T(\d{4})Z?_?[A-Za-z0-9]*\.json(?:\.gz)?$/;
const DATE_FOLDERS = /\/(\d{4})\/(\d{2})\/(\d{2})\/[^/]*$/;

/**
 * Reads a key; what it does not say is absent.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-filename-format.html
 */
export function readTrailKey(key: string): TrailKey {
  const [, account, region, day = "", clock = ""] = NAME.exec(key) ?? [];
  if (account !== undefined && region !== undefined) {
    const at = timeOf(day.slice(0, 4), day.slice(4, 6), day.slice(6, 8), clock);
    return { account, region, ...(at !== undefined && { at }) };
  }
  const [, year, month, date] = DATE_FOLDERS.exec(key) ?? [];
  // Delivered on that day: at its end at the latest.
  const at = year && month && date ? timeOf(year, month, date, "2359") : undefined;
  return at === undefined ? {} : { at };
}

function timeOf(year: string, month: string, day: string, clock: string): number | undefined {
  const time = Date.parse(`${year}-${month}-${day}T${clock.slice(0, 2)}:${clock.slice(2, 4)}:00Z`);
  return Number.isNaN(time) ? undefined : time / 1000;
}

/** Whether a key is a log file's by its ending. */
export function isLogFile(key: string): boolean {
  return /\.json(?:\.gz)?$/.test(key) && !isSibling(key);
}

/** Whether it is of those that CloudTrail puts beside the log files: digests, Insights and network activity hold other things. */
export function isSibling(key: string): boolean {
  return /CloudTrail-(?:Digest|Insight|NetworkActivity)/.test(key);
}

/** What every log file of a place comes behind that was delivered in this minute or later. */
export function keyBefore(
  prefix: string,
  { account, region }: { readonly account: string; readonly region: string },
  at: number,
): string {
  const digits = new Date(at * 1000).toISOString().replaceAll(/[-:]/g, "");
  const folders = `${digits.slice(0, 4)}/${digits.slice(4, 6)}/${digits.slice(6, 8)}`;
  return `${prefix}${folders}/${account}_CloudTrail_${region}_${digits.slice(0, 13)}`;
}

/** What stands behind a key's last folder. */
export function nameOf(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

/** Whether a file was delivered in the minute of a time or later, as far as its name tells. */
export function isAtOrAfter(name: string, time: number): boolean {
  const { at } = readTrailKey(name);
  return at !== undefined && at + MINUTE > time;
}
