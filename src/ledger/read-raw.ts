import type { DatabaseSync, StatementSync } from "node:sqlite";
import { OperatorError } from "../core/errors.ts";
import { readRecord } from "../core/read-record.ts";
import type { CloudTrailRecord, JsonObject } from "../core/record.ts";
import { CODEC, unpackRaw } from "./raw-text.ts";

/** A raw record as it stands in its row. */
export interface RawRow {
  readonly eventID: string;
  readonly codec: number;
  readonly raw: Uint8Array;
}

/** Records that follow each other lie in the same few bundles. */
const MOST_BUNDLES = 64;

/** Unpacks and reads records. */
export class RawReader {
  readonly #location: string;
  readonly #findBundle: StatementSync;
  readonly #bundles = new Map<number, string>();

  constructor(database: DatabaseSync, location: string) {
    this.#location = location;
    this.#findBundle = database.prepare("SELECT codec, raw FROM bundles WHERE id = ?");
  }

  /** @throws OperatorError `ledger-unusable` where the row is damaged: a record that was seen must not silently be gone. */
  read(row: RawRow): { readonly record: CloudTrailRecord; readonly text: string } {
    try {
      const text = this.#textOf(row);
      const record = readRecord(JSON.parse(text) as JsonObject);
      if (!("flaw" in record)) return { record, text };
      throw new Error(record.flaw);
    } catch (cause) {
      throw new OperatorError(
        "ledger-unusable",
        `The ledger ${this.#location} holds a record that cannot be read: ${row.eventID}.`,
        {
          hint: "The file is damaged. Move it away; what it held can be read again from CloudTrail or from files.",
          cause,
        },
      );
    }
  }

  #textOf({ codec, raw }: RawRow): string {
    if (codec !== CODEC.bundled) return unpackRaw(raw, codec);
    const [id = 0, from, to] = new TextDecoder().decode(raw).split(" ").map(Number);
    return this.#bundle(id).slice(from, to);
  }

  #bundle(id: number): string {
    const known = this.#bundles.get(id);
    if (known !== undefined) return known;
    const row = this.#findBundle.get(id);
    if (!row) throw new Error(`there is no bundle ${String(id)}`);
    const text = unpackRaw(row["raw"] as Uint8Array, Number(row["codec"]));
    if (this.#bundles.size >= MOST_BUNDLES) this.#bundles.clear();
    this.#bundles.set(id, text);
    return text;
  }
}
