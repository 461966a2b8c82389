import { createHash, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { BucketObject } from "./bucket.ts";

/** How the digests of a trail are to be made. Times are milliseconds since 1970. */
export interface DigestOptions {
  readonly bucket: string;
  readonly trail: string;
  /** Where the trail lives. Default: each log file's own region. */
  readonly homeRegion?: string;
  /** Digests of the hours from here. */
  readonly from: number;
  /** Only whole hours that ended by then. */
  readonly to: number;
  /** Stretches in which validation was off: no digest, and the next one begins a new chain. */
  readonly off?: readonly Stretch[];
  /** Stretches whose digests were made later, as backfill. */
  readonly backfill?: readonly Stretch[];
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

const HOUR = 3_600_000;
const LOG =
  /^((?:.*\/)?AWSLogs\/(?:o-[a-z0-9]+\/)?(\d{12})\/)CloudTrail\/([a-z0-9-]+)\/.*_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_/;

/**
 * The hourly digest files that CloudTrail would write for these log files, signed with the emulator's own key: one for
 * each hour, account and region, also where nothing was delivered.
 *
 * @param files log files by their keys.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function signDigests(
  files: ReadonlyMap<string, Uint8Array>,
  options: DigestOptions,
): ReadonlyMap<string, BucketObject> {
  const places = new Map<string, Place>();
  for (const [key, bytes] of files) {
    const [, base, account, region, year, month, day, hour, minute] = LOG.exec(key) ?? [];
    if (base === undefined || account === undefined || region === undefined) continue;
    const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
    const place = places.get(`${base}${region}`) ?? { base, account, region, logs: [] };
    places.set(`${base}${region}`, place);
    place.logs.push({ key, at, bytes });
  }
  const signed = new Map<string, BucketObject>();
  for (const place of places.values()) signPlace(place, options, signed);
  return signed;
}

interface Place {
  readonly base: string;
  readonly account: string;
  readonly region: string;
  readonly logs: { readonly key: string; readonly at: number; readonly bytes: Uint8Array }[];
}

interface Link {
  readonly key: string;
  readonly hash: string;
  readonly signature: string;
}

function signPlace(place: Place, options: DigestOptions, signed: Map<string, BucketObject>): void {
  const { from, to, off = [], backfill = [] } = options;
  let standard: Link | undefined;
  let filled: Link | undefined;
  for (let start = from; start + HOUR <= to; start += HOUR) {
    if (isIn(off, start)) {
      standard = undefined;
    } else if (isIn(backfill, start)) {
      filled = signHour(place, start, { ...options, isBackfill: true }, filled, signed);
    } else {
      standard = signHour(place, start, { ...options, isBackfill: false }, standard, signed);
    }
  }
}

function isIn(stretches: readonly Stretch[], at: number): boolean {
  return stretches.some(({ from, to }) => from <= at && at < to);
}

function signHour(
  place: Place,
  start: number,
  options: DigestOptions & { readonly isBackfill: boolean },
  previous: Link | undefined,
  signed: Map<string, BucketObject>,
): Link {
  const { bucket, to, isBackfill } = options;
  const end = start + HOUR;
  const key = digestKey(place, end, options);
  const endText = textOf(end);
  const body = {
    awsAccountId: place.account,
    digestStartTime: textOf(start),
    digestEndTime: endText,
    digestS3Bucket: bucket,
    digestS3Object: key,
    digestPublicKeyFingerprint: emulatorKey().fingerprint,
    digestSignatureAlgorithm: "SHA256withRSA",
    ...eventTimes(place, start, end),
    previousDigestS3Bucket: previous ? bucket : null,
    previousDigestS3Object: previous?.key ?? null,
    previousDigestHashValue: previous?.hash ?? null,
    previousDigestHashAlgorithm: previous ? "SHA-256" : null,
    previousDigestSignature: previous?.signature ?? null,
    logFiles: logsOf(place, start, end).map((log) => ({
      s3Bucket: bucket,
      s3Object: log.key,
      hashValue: sha256(gunzipSync(log.bytes)),
      hashAlgorithm: "SHA-256",
      ...eventTimes({ ...place, logs: [log] }, start, end),
    })),
  };
  const content = Buffer.from(JSON.stringify(body));
  const hash = sha256(content);
  const text = `${endText}\n${bucket}/${key}\n${hash}\n${previous?.signature ?? "null"}`;
  const signature = createSign("sha256").update(text).sign(emulatorKey().privateKey, "hex");
  const metadata = {
    signature,
    "signature-algorithm": "SHA256withRSA",
    ...(isBackfill && { "backfill-generation-timestamp": textOf(to) }),
  };
  signed.set(key, { bytes: gzipSync(content), metadata });
  return { key, hash, signature };
}

function logsOf({ logs }: Place, start: number, end: number): Place["logs"] {
  return logs.filter(({ at }) => start <= at && at < end);
}

/** About when the oldest and the newest event happened: the minutes that the files' names tell. */
function eventTimes(place: Place, start: number, end: number) {
  const times = logsOf(place, start, end).map(({ at }) => at);
  const newest = times.length === 0 ? null : textOf(Math.max(...times));
  const oldest = times.length === 0 ? null : textOf(Math.min(...times));
  return { newestEventTime: newest, oldestEventTime: oldest };
}

/** `…/CloudTrail-Digest/eu-west-1/2026/11/20/111122223333_CloudTrail-Digest_eu-west-1_main_eu-west-1_20261120T150131Z.json.gz`. */
function digestKey(
  { base, account, region }: Place,
  end: number,
  { trail, homeRegion, isBackfill }: DigestOptions & { readonly isBackfill: boolean },
): string {
  const text = textOf(end);
  const day = text.slice(0, 10).replaceAll("-", "/");
  const stamp = text.replaceAll(/[-:]/g, "");
  const name = `${account}_CloudTrail-Digest_${region}_${trail}_${homeRegion ?? region}_${stamp}`;
  return `${base}CloudTrail-Digest/${region}/${day}/${name}${isBackfill ? "_backfill" : ""}.json.gz`;
}

/** The key that the emulator signs with: made once a process, so that no private key lies in the source. */
interface EmulatorKey {
  readonly privateKey: KeyObject;
  /** 32 hexadecimal digits. */
  readonly fingerprint: string;
  /** Base64 of the PKCS #1 DER, as ListPublicKeys gives it. */
  readonly value: string;
}

let made: EmulatorKey | undefined;

export function emulatorKey(): EmulatorKey {
  if (made) return made;
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const der = publicKey.export({ format: "der", type: "pkcs1" });
  const fingerprint = sha256(der).slice(0, 32);
  made = { privateKey, fingerprint, value: der.toString("base64") };
  return made;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function textOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
