import { OperatorError } from "../core/errors.ts";
import { readRecord } from "../core/read-record.ts";
import type { CloudTrailRecord, JsonObject } from "../core/record.ts";
import { unpackRaw } from "./raw-text.ts";

/** A raw record as it stands in its row. */
export interface RawRow {
  readonly eventID: string;
  readonly codec: number;
  readonly raw: Uint8Array;
}

/**
 * Unpacks and reads a record.
 *
 * @throws OperatorError `ledger-unusable` where the row is damaged: a record that was seen must not silently be gone.
 */
export function readRaw(
  { eventID, codec, raw }: RawRow,
  location: string,
): { readonly record: CloudTrailRecord; readonly text: string } {
  try {
    const text = unpackRaw(raw, codec);
    const record = readRecord(JSON.parse(text) as JsonObject);
    if (!("flaw" in record)) return { record, text };
    throw new Error(record.flaw);
  } catch (cause) {
    throw new OperatorError(
      "ledger-unusable",
      `The ledger ${location} holds a record that cannot be read: ${eventID}.`,
      {
        hint: "The file is damaged. Move it away; what it held can be read again from CloudTrail or from files.",
        cause,
      },
    );
  }
}
