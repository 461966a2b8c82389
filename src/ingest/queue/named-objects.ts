import { isObject, type Json, type JsonObject } from "../../core/record.ts";

/** A log file that a message only names. */
export interface NamedObject {
  readonly bucket: string;
  readonly key: string;
  readonly region?: string;
}

/** Notifications in SNS in SQS are three deep. */
const DEEPEST = 4;

/**
 * The objects that a message names instead of holding records: a trail's own notification (`s3Bucket`, `s3ObjectKey`),
 * S3's to a queue or topic, and S3's through EventBridge. Nothing for any other message. Never throws.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function namedObjects(body: string): readonly NamedObject[] | undefined {
  return objectsIn(parse(body), 0);
}

function objectsIn(thing: Json | undefined, depth: number): readonly NamedObject[] | undefined {
  if (!isObject(thing) || depth > DEEPEST) return undefined;
  if (thing["Event"] === "s3:TestEvent") return [];
  if (typeof thing["Message"] === "string") return objectsIn(parse(thing["Message"]), depth + 1);
  return ofTrail(thing) ?? ofBucket(thing) ?? ofEvent(thing);
}

function ofTrail({ s3Bucket, s3ObjectKey }: JsonObject): readonly NamedObject[] | undefined {
  if (typeof s3Bucket !== "string" || !Array.isArray(s3ObjectKey)) return undefined;
  return s3ObjectKey.flatMap((key: unknown) =>
    typeof key === "string" ? [{ bucket: s3Bucket, key }] : [],
  );
}

function ofBucket({ Records }: JsonObject): readonly NamedObject[] | undefined {
  if (!Array.isArray(Records) || Records.length === 0) return undefined;
  const found = Records.map((record: Json) => {
    if (!isObject(record) || record["eventSource"] !== "aws:s3" || !isObject(record["s3"])) {
      return undefined;
    }
    const { eventName, awsRegion, s3 } = record;
    // Keys are written as in a form: spaces as plus signs.
    const object = nameOf(s3["bucket"], s3["object"], true, awsRegion);
    return typeof eventName === "string" && /ObjectCreated/.test(eventName) ? [object] : [];
  });
  if (found.some((one) => one === undefined)) return undefined;
  return found.flatMap((one) => one ?? []).flatMap((one) => one ?? []);
}

function ofEvent(event: JsonObject): readonly NamedObject[] | undefined {
  const { detail, region } = event;
  if (event["source"] !== "aws.s3" || !isObject(detail)) return undefined;
  if (event["detail-type"] !== "Object Created") return [];
  const object = nameOf(detail["bucket"], detail["object"], false, region);
  return object === undefined ? undefined : [object];
}

function nameOf(
  bucket: Json | undefined,
  object: Json | undefined,
  isEncoded: boolean,
  region: Json | undefined,
): NamedObject | undefined {
  if (!isObject(bucket) || !isObject(object)) return undefined;
  const { name } = bucket;
  const { key } = object;
  if (typeof name !== "string" || typeof key !== "string") return undefined;
  return {
    bucket: name,
    key: isEncoded ? decode(key) : key,
    ...(typeof region === "string" && { region }),
  };
}

function decode(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    return key;
  }
}

function parse(text: string): Json | undefined {
  // Most messages hold a record: those need not be parsed twice.
  if (!/s3|"Message"/.test(text.slice(0, 4000))) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
