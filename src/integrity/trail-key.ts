/** What the name of a digest file says. */
export interface DigestName {
  readonly account: string;
  /** Where the digested log files were made. */
  readonly region: string;
  readonly trail: string;
  /** Where the trail itself lives. */
  readonly home: string;
  /** When the digested hour ended, in milliseconds since 1970. */
  readonly at: number;
  readonly isBackfill: boolean;
}

const DIGEST =
  /^(\d{12})_CloudTrail-Digest_([a-z0-9-]{1,40})_(.{1,200})_([a-z0-9-]{1,40})_(\d{8}T\d{6}Z)(_backfill)?\.json\.gz$/;
const LOG = /_CloudTrail_[a-z0-9-]{1,40}_(\d{8}T\d{4})Z/;

/**
 * Reads the name of a digest file; nothing for what is none. Trail names may hold underscores, regions do not.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function readDigestName(key: string): DigestName | undefined {
  const match = DIGEST.exec(key.slice(key.lastIndexOf("/") + 1));
  if (!match) return undefined;
  const [, account = "", region = "", trail = "", home = "", stamp = "", backfill] = match;
  const at = readStamp(stamp.slice(0, 15));
  if (at === undefined) return undefined;
  return { account, region, trail, home, at, isBackfill: backfill !== undefined };
}

/** The minute in the name of a log file, in milliseconds since 1970: about when it was delivered. */
export function readLogMinute(key: string): number | undefined {
  const stamp = LOG.exec(key.slice(key.lastIndexOf("/") + 1))?.[1];
  return stamp === undefined ? undefined : readStamp(`${stamp}00`);
}

/** `2026/11/20`, as the folders of a trail are called. */
export function dayPath(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll("-", "/");
}

/** `2026-11-20T14:00:00Z`. */
export function instantText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** `20261120T140000` as milliseconds since 1970. */
function readStamp(stamp: string): number | undefined {
  const iso = stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/, "$1-$2-$3T$4:$5:$6Z");
  const at = Date.parse(iso);
  return Number.isNaN(at) ? undefined : at;
}
