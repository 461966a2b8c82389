import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../../core/record.ts";
import type { Bucket, BucketObject } from "../bucket.ts";
import type { EmulatedCall, EmulatedReply, EmulatedService, HttpReply } from "../service.ts";
import { element } from "../xml.ts";

/**
 * S3, as far as a reader lists and gets: path-style, read-only. Any account of the scenario may read every bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html
 */
export const s3: EmulatedService = {
  target: "s3",
  name: "s3",
  operations: {
    GetBucketLocation: inBucket((bucket) => located(bucket)),
    GetObject: inBucket(getObject),
    HeadBucket: inBucket(({ region = "us-east-1" }) => ({
      http: { status: 200, headers: { "x-amz-bucket-region": region }, body: "" },
    })),
    HeadObject: inBucket(getObject),
    ListObjects: inBucket((bucket, call) => list(bucket, call, 1)),
    ListObjectsV2: inBucket((bucket, call) => list(bucket, call, 2)),
  },
};

type InBucket = (bucket: Bucket, call: EmulatedCall) => EmulatedReply;

/** Finds the bucket and lets only those in whom S3 would let in. */
function inBucket(perform: InBucket): (call: EmulatedCall) => EmulatedReply {
  return (call) => {
    const { input, world, region } = call;
    const bucket = world.buckets?.find(({ name }) => name === input["Bucket"]);
    if (!bucket) return refused(404, "NoSuchBucket", "The specified bucket does not exist");
    if (bucket.region !== undefined && bucket.region !== region) {
      const headers = { "x-amz-bucket-region": bucket.region };
      const message =
        "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.";
      return refused(301, "PermanentRedirect", message, headers);
    }
    if (bucket.requesterPays && input["RequestPayer"] !== "requester") {
      return refused(403, "AccessDenied", "Access Denied");
    }
    return perform(bucket, call);
  };
}

function located({ region = "us-east-1" }: Bucket): EmulatedReply {
  const body = element("LocationConstraint", region === "us-east-1" ? "" : region);
  return { http: { status: 200, headers: XML, body } };
}

function getObject({ objects }: Bucket, { input, account }: EmulatedCall): EmulatedReply {
  const held = objects.get(textOf(input["Key"]));
  if (!held) return refused(404, "NoSuchKey", "The specified key does not exist.");
  const { bytes, metadata = {}, storageClass, isRestored, isKeyDenied } = objectOf(held);
  if (isKeyDenied) {
    const message = `User: arn:aws:iam::${account}:user/tasktrail-reader is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`;
    return refused(403, "AccessDenied", message);
  }
  if (storageClass !== undefined && ARCHIVES.has(storageClass) && !isRestored) {
    const message = "The operation is not valid for the object's storage class";
    return refused(403, "InvalidObjectState", message);
  }
  const own = Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  const headers: Readonly<Record<string, string>> = {
    "content-type": "application/json",
    "content-encoding": "gzip",
    etag: etagOf(bytes),
    ...Object.fromEntries(own),
  };
  return { http: { status: 200, headers, body: bytes } };
}

const ARCHIVES: ReadonlySet<string> = new Set(["DEEP_ARCHIVE", "GLACIER"]);
const MOST_KEYS = 1000;

/** Both versions of the listing: they differ in how one goes on. */
function list(bucket: Bucket, { input }: EmulatedCall, version: 1 | 2): EmulatedReply {
  const text = (name: string): string => textOf(input[name]);
  const token = Buffer.from(text("continuation-token"), "base64url").toString();
  const marker = token === "" ? text("start-after") : token;
  const after = version === 1 ? text("marker") : marker;
  const most = Math.min(Number(input["max-keys"] ?? MOST_KEYS) || 0, MOST_KEYS);
  const asked = { prefix: text("prefix"), delimiter: text("delimiter"), after, most };
  const { keys, folders, next } = pageOf(keysOf(bucket), asked);
  const goesOn =
    version === 1
      ? { NextMarker: next ?? "" }
      : { NextContinuationToken: Buffer.from(next ?? "").toString("base64url") };
  const body = element("ListBucketResult", {
    Name: bucket.name,
    Prefix: asked.prefix,
    ...(asked.delimiter !== "" && { Delimiter: asked.delimiter }),
    MaxKeys: most,
    KeyCount: keys.length + folders.length,
    IsTruncated: next !== undefined,
    ...(next !== undefined && goesOn),
    Contents: keys.map((key) => row(key, bucket)),
    CommonPrefixes: folders.map((folder) => ({ Prefix: folder })),
  });
  return { http: { status: 200, headers: XML, body } };
}

interface PageAsked {
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
  readonly most: number;
}

interface KeyPage {
  readonly keys: readonly string[];
  readonly folders: readonly string[];
  /** What the next page comes after; absent: there is none. */
  readonly next?: string;
}

function pageOf(all: readonly string[], { prefix, delimiter, after, most }: PageAsked): KeyPage {
  const keys: string[] = [];
  const folders: string[] = [];
  let last = after;
  for (const key of all) {
    if (!key.startsWith(prefix) || key <= after) continue;
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const folder = end < 0 ? undefined : key.slice(0, end + delimiter.length);
    // Where a page ended on a folder, the next one begins behind all that is in it.
    if (folder !== undefined && folder === last) continue;
    if (keys.length + folders.length >= most) return { keys, folders, next: last };
    if (folder === undefined) keys.push(key);
    else folders.push(folder);
    last = folder ?? key;
  }
  return { keys, folders };
}

function row(key: string, { objects }: Bucket): JsonObject {
  const { bytes, storageClass = "STANDARD", isRestored } = objectOf(objects.get(key));
  return {
    Key: key,
    LastModified: "2026-01-01T00:00:00.000Z",
    ETag: etagOf(bytes),
    Size: bytes.length,
    StorageClass: storageClass,
    ...(isRestored && { RestoreStatus: { IsRestoreInProgress: false } }),
  };
}

const sorted = new WeakMap<Bucket["objects"], readonly string[]>();

function keysOf({ objects, isListed = () => true }: Bucket): readonly string[] {
  const known = sorted.get(objects);
  const keys = known?.length === objects.size ? known : [...objects.keys()].toSorted();
  sorted.set(objects, keys);
  return keys.filter(isListed);
}

const etags = new WeakMap<Uint8Array, string>();

function etagOf(bytes: Uint8Array): string {
  const etag = etags.get(bytes) ?? `"${createHash("md5").update(bytes).digest("hex")}"`;
  etags.set(bytes, etag);
  return etag;
}

function objectOf(held: Uint8Array | BucketObject = new Uint8Array()): BucketObject {
  return held instanceof Uint8Array ? { bytes: held } : held;
}

const XML = { "content-type": "application/xml" };

function refused(
  status: number,
  code: string,
  message: string,
  more: HttpReply["headers"] = {},
): EmulatedReply {
  const body = element("Error", { Code: code, Message: message });
  return { http: { status, headers: { ...XML, ...more }, body } };
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
