import type { ReadRecord } from "../core/parse-records.ts";
import { deriveColumns, type Columns } from "./columns.ts";
import { CODEC, packRaw } from "./raw-text.ts";

/** A record made ready before the write lock is taken. */
export type ReadyRecord = PackedRecord | BundledRecord;

interface PackedRecord {
  readonly columns: Columns;
  readonly codec: number;
  readonly raw: Uint8Array;
}

interface BundledRecord {
  readonly columns: Columns;
  readonly bundle: Bundle;
  /** Where its text stands in the bundle's. */
  readonly from: number;
  readonly to: number;
}

/** Texts compressed together. */
export interface Bundle {
  readonly codec: number;
  readonly raw: Uint8Array;
}

/** More make it hardly smaller, and one of them slower to read. */
const BUNDLED = 32;

interface Written {
  readonly columns: Columns;
  readonly text: string;
}

/** Derives the columns and packs the texts: the dearest part of adding. */
export function makeReady(records: readonly ReadRecord[], codec: 0 | 1): readonly ReadyRecord[] {
  const written = records.map(({ record, raw }) => ({
    columns: deriveColumns(record),
    text: JSON.stringify(raw),
  }));
  if (codec === CODEC.plain) return written.map((one) => packed(one, codec));
  const many = written.filter(isOneOfMany);
  const rest = many.length === 1 ? written : written.filter((one) => !isOneOfMany(one));
  return [...(many.length === 1 ? [] : bundled(many)), ...rest.map((one) => packed(one, codec))];
}

/** Reads of STS, above all AssumeRole, are most of what a trail holds, each like the other, and seldom asked for. */
function isOneOfMany({ columns: { nature, eventSource } }: Written): boolean {
  return nature === "read" && eventSource === "sts.amazonaws.com";
}

function packed({ columns, text }: Written, codec: 0 | 1): ReadyRecord {
  return { columns, codec, raw: packRaw(text, codec) };
}

function bundled(all: readonly Written[]): readonly ReadyRecord[] {
  const ready: ReadyRecord[] = [];
  for (let first = 0; first < all.length; first += BUNDLED) {
    const part = all.slice(first, first + BUNDLED);
    const whole = part.map(({ text }) => text).join("");
    const bundle = { codec: CODEC.dictionary1, raw: packRaw(whole, CODEC.dictionary1) };
    let from = 0;
    for (const { columns, text } of part) {
      const to = from + text.length;
      ready.push({ columns, bundle, from, to });
      from = to;
    }
  }
  return ready;
}
