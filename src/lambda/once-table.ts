import { createHash } from "node:crypto";
import { isObject, type CloudTrailRecord, type JsonObject } from "../core/record.ts";
import { readRecord } from "../core/read-record.ts";
import { DynamoError, type AskDynamo } from "./dynamo.ts";

/** Who may send a finding to a sink. */
export type Claim =
  /** We, and nobody else until the claim ends. It is a repeat where somebody began before and was not heard of again. */
  | { readonly kind: "ours"; readonly isRepeat: boolean }
  /** It was sent. */
  | { readonly kind: "sent" }
  /** Somebody is sending it right now. */
  | { readonly kind: "theirs" };

/** What many functions at once must agree on. All times are milliseconds since 1970. */
export interface OnceTable {
  claim(id: string, now: number): Promise<Claim>;
  sent(id: string): Promise<void>;
  release(id: string): Promise<void>;
  /** The last call that set something at a place. */
  recall(place: string): Promise<CloudTrailRecord | undefined>;
  remember(place: string, record: CloudTrailRecord, now: number): Promise<void>;
}

/** Longer than one run of the function can take. */
const LEASE_MS = 90_000;
/** Longer than any queue keeps a message. */
const KEPT_MS = 15 * 86_400_000;
const REMEMBERED_MS = 90 * 86_400_000;
/** An item of DynamoDB's holds 400 KB. */
const LARGEST_RECORD = 350_000;

/**
 * A table with the key `id` and time to live by `expires`.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
export class DynamoTable implements OnceTable {
  readonly #ask: AskDynamo;
  readonly #table: string;
  readonly #owner: string;

  /** @param owner tells this run of the function from all others. */
  constructor(ask: AskDynamo, table: string, owner: string) {
    this.#ask = ask;
    this.#table = table;
    this.#owner = owner;
  }

  async claim(id: string, now: number): Promise<Claim> {
    const input: JsonObject = {
      TableName: this.#table,
      Item: {
        id: text(id),
        owner: text(this.#owner),
        until: number(now + LEASE_MS),
        expires: number(seconds(now + KEPT_MS)),
      },
      ConditionExpression: "attribute_not_exists(#id) OR #until < :now",
      ExpressionAttributeNames: { "#id": "id", "#until": "until" },
      ExpressionAttributeValues: { ":now": number(now) },
      ReturnValues: "ALL_OLD",
    };
    try {
      const { Attributes } = await this.#ask("PutItem", input);
      return { kind: "ours", isRepeat: isObject(Attributes) && Object.hasOwn(Attributes, "id") };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { Item } = await this.#ask("GetItem", { ...this.#key(id), ConsistentRead: true });
      return { kind: isObject(Item) && !Object.hasOwn(Item, "until") ? "sent" : "theirs" };
    }
  }

  /** Without `until` nobody takes it over any more. */
  async sent(id: string): Promise<void> {
    await unlessRefused(
      this.#ask("UpdateItem", {
        ...this.#key(id),
        UpdateExpression: "REMOVE #until",
        ConditionExpression: "#owner = :owner",
        ExpressionAttributeNames: { "#owner": "owner", "#until": "until" },
        ExpressionAttributeValues: { ":owner": text(this.#owner) },
      }),
    );
  }

  async release(id: string): Promise<void> {
    await unlessRefused(
      this.#ask("DeleteItem", {
        ...this.#key(id),
        ConditionExpression: "#owner = :owner",
        ExpressionAttributeNames: { "#owner": "owner" },
        ExpressionAttributeValues: { ":owner": text(this.#owner) },
      }),
    );
  }

  async recall(place: string): Promise<CloudTrailRecord | undefined> {
    const { Item } = await this.#ask("GetItem", {
      ...this.#key(pastID(place)),
      ConsistentRead: true,
    });
    return isObject(Item) ? recordIn(Item) : undefined;
  }

  /** Events arrive in any order: an older record never takes the place of a newer one. */
  async remember(place: string, record: CloudTrailRecord, now: number): Promise<void> {
    const json = JSON.stringify(record);
    if (new TextEncoder().encode(json).length > LARGEST_RECORD) return;
    await unlessRefused(
      this.#ask("PutItem", {
        TableName: this.#table,
        Item: {
          id: text(pastID(place)),
          at: text(record.eventTime),
          record: text(json),
          expires: number(seconds(now + REMEMBERED_MS)),
        },
        ConditionExpression: "attribute_not_exists(#id) OR #at <= :at",
        ExpressionAttributeNames: { "#id": "id", "#at": "at" },
        ExpressionAttributeValues: { ":at": text(record.eventTime) },
      }),
    );
  }

  #key(id: string): JsonObject {
    return { TableName: this.#table, Key: { id: text(id) } };
  }
}

/** A key holds at most 2048 bytes; names in a record may be longer. */
function pastID(place: string): string {
  return `past#${createHash("sha256").update(place).digest("base64url")}`;
}

function recordIn({ record }: JsonObject): CloudTrailRecord | undefined {
  const json = isObject(record) ? record["S"] : undefined;
  if (typeof json !== "string") return undefined;
  const value: unknown = JSON.parse(json);
  if (!isObject(value)) return undefined;
  const read = readRecord(value);
  return "flaw" in read ? undefined : read;
}

function isRefusal(error: unknown): error is DynamoError {
  return error instanceof DynamoError && error.code === "ConditionalCheckFailedException";
}

async function unlessRefused(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

function text(S: string): JsonObject {
  return { S };
}

function number(value: number): JsonObject {
  return { N: String(value) };
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
