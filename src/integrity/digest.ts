import { isObject, type JsonObject } from "../core/record.ts";

/**
 * One digest file: what CloudTrail delivered within an hour, chained to the digest before.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export interface Digest {
  /** As it stands in the file, for it is part of what is signed. */
  readonly endText: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly bucket: string;
  readonly object: string;
  /** Which public key proves it: 32 hexadecimal digits. */
  readonly fingerprint: string;
  /** Hexadecimal; null in the first digest of a chain. */
  readonly previousSignature: string | null;
  /** Absent in the first digest of a chain. */
  readonly previous?: { readonly bucket: string; readonly object: string; readonly hash?: string };
  readonly logs: readonly DigestedLog[];
}

export interface DigestedLog {
  readonly bucket: string;
  readonly key: string;
  /** SHA-256 of the unpacked content, hexadecimal. */
  readonly hash: string;
}

/** Reads the content of a digest file; nothing where it is no digest. Never throws. */
export function readDigest(content: Uint8Array): Digest | undefined {
  const value = parse(content);
  if (!isObject(value)) return undefined;
  const endText = textOf(value, "digestEndTime");
  const [start, end] = [Date.parse(textOf(value, "digestStartTime")), Date.parse(endText)];
  const [bucket, object] = [textOf(value, "digestS3Bucket"), textOf(value, "digestS3Object")];
  const fingerprint = textOf(value, "digestPublicKeyFingerprint");
  const previousSignature = value["previousDigestSignature"];
  const logs = readLogs(value["logFiles"]);
  if (previousSignature !== null && typeof previousSignature !== "string") return undefined;
  if (Number.isNaN(start) || Number.isNaN(end) || start > end || !logs) return undefined;
  if (bucket === "" || object === "" || fingerprint === "") return undefined;
  const previous = readPrevious(value);
  return {
    endText,
    start,
    end,
    bucket,
    object,
    fingerprint,
    previousSignature,
    logs,
    ...(previous && { previous }),
  };
}

function parse(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch {
    return undefined;
  }
}

function readPrevious(value: JsonObject): Digest["previous"] {
  const bucket = textOf(value, "previousDigestS3Bucket");
  const object = textOf(value, "previousDigestS3Object");
  const hash = textOf(value, "previousDigestHashValue");
  if (bucket === "" || object === "") return undefined;
  return { bucket, object, ...(hash !== "" && { hash }) };
}

/** Nothing where any entry is damaged: a digest of which a part cannot be read proves nothing. */
function readLogs(value: unknown): readonly DigestedLog[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const logs: DigestedLog[] = [];
  for (const entry of value as readonly unknown[]) {
    if (!isObject(entry)) return undefined;
    const bucket = textOf(entry, "s3Bucket");
    const key = textOf(entry, "s3Object");
    const hash = textOf(entry, "hashValue");
    if (key === "" || hash === "") return undefined;
    logs.push({ bucket, key, hash });
  }
  return logs;
}

function textOf(value: JsonObject, field: string): string {
  const text = Object.hasOwn(value, field) ? value[field] : undefined;
  return typeof text === "string" ? text : "";
}
