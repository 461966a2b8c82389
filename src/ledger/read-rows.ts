import type { DatabaseSync } from "node:sqlite";
import { selectRows, type Position, type RecordQuery } from "./record-queries.ts";

/** A record's row, as far as reading it needs. */
export interface RecordRow extends Position {
  readonly codec: number;
  readonly raw: Uint8Array;
}

type Order = "newest" | "oldest";

const FIRST_CHUNK = 64;
const LARGEST_CHUNK = 1024;

/**
 * Rows of several queries as one list in order, each record once.
 *
 * @param expected how many rows the caller will take at most, where it knows.
 */
export function* readRows(
  database: DatabaseSync,
  queries: readonly RecordQuery[],
  order: Order,
  expected = FIRST_CHUNK,
): Generator<RecordRow> {
  const chunk = Math.max(1, Math.min(expected, FIRST_CHUNK));
  const heads = queries
    .map((query) => startStream(readOne(database, query, order, chunk)))
    .filter((stream) => stream.head !== undefined);
  let second: number | undefined;
  const given = new Set<string>();
  for (;;) {
    const first = pickFirst(heads, order);
    if (first?.head === undefined) return;
    const row = first.head;
    first.advance();
    if (row.time !== second) given.clear();
    second = row.time;
    if (given.has(row.eventID)) continue;
    given.add(row.eventID);
    yield row;
  }
}

interface Stream {
  readonly head: RecordRow | undefined;
  readonly advance: () => void;
}

function startStream(rows: Iterator<RecordRow>): Stream {
  let head = take(rows);
  return {
    get head() {
      return head;
    },
    advance: () => {
      head = take(rows);
    },
  };
}

function take(rows: Iterator<RecordRow>): RecordRow | undefined {
  const next = rows.next();
  return next.done === true ? undefined : next.value;
}

function pickFirst(streams: readonly Stream[], order: Order): Stream | undefined {
  let first: Stream | undefined;
  for (const stream of streams) {
    if (stream.head && (!first?.head || comesBefore(stream.head, first.head, order))) {
      first = stream;
    }
  }
  return first;
}

function comesBefore(one: Position, other: Position, order: Order): boolean {
  const isOlder = one.time === other.time ? one.eventID < other.eventID : one.time < other.time;
  return order === "oldest" ? isOlder : !isOlder && !isSame(one, other);
}

function isSame(one: Position, other: Position): boolean {
  return one.time === other.time && one.eventID === other.eventID;
}

/**
 * One query's rows, read a chunk at a time. A statement that stays open while its reader thinks would hold back the
 * checkpoint of every writer.
 */
function* readOne(
  database: DatabaseSync,
  query: RecordQuery,
  order: Order,
  chunk: number,
): Generator<RecordRow> {
  let after: Position | undefined;
  for (let size = chunk; ; size = Math.min(size * 2, LARGEST_CHUNK)) {
    const { sql, values } = selectRows(query, order, after);
    const rows = database
      .prepare(sql)
      .all(...values, size)
      .map(readRow);
    yield* rows;
    after = rows.at(-1);
    if (rows.length < size || after === undefined) return;
  }
}

function readRow(row: Record<string, unknown>): RecordRow {
  return {
    time: Number(row["event_time"]),
    eventID: String(row["event_id"]),
    codec: Number(row["codec"]),
    raw: row["raw"] as Uint8Array,
  };
}
