import type { DatabaseSync, StatementSync } from "node:sqlite";
import type {
  FailedAttempt,
  Grouping,
  Outbox,
  Parcel,
  Posting,
  SinkTally,
} from "../core/outbox.ts";
import type { JsonObject } from "../core/record.ts";
import { keyText } from "./columns.ts";
import { transact } from "./database.ts";

/** Queues keep a message for 14 days at most; what comes up later than this is news. */
const REMEMBERED_MS = 15 * 24 * 3_600_000;

/** So many records of a group are named. */
const NAMED_RECORDS = 50;

/** The statements that postings need; one object for each page, inside a transaction of the caller's. */
class Poster {
  readonly #grouping: Grouping;
  readonly #remember: StatementSync;
  readonly #findOpen: StatementSync;
  readonly #open: StatementSync;
  readonly #grow: StatementSync;
  readonly #address: StatementSync;

  constructor(database: DatabaseSync, grouping: Grouping) {
    this.#grouping = grouping;
    this.#remember = database.prepare(
      "INSERT INTO outbox_findings (finding, posted_ms) VALUES (?, ?) ON CONFLICT DO NOTHING",
    );
    this.#findOpen = database.prepare(
      `SELECT id, event_ids, rank, notice FROM outbox_groups WHERE key = ? AND until_ms > ?
       ORDER BY until_ms DESC LIMIT 1`,
    );
    this.#open = database.prepare(
      `INSERT INTO outbox_groups (key, until_ms, count, rank, first_at, last_at, event_ids, notice)
       VALUES (?, ?, 1, ?, ?, ?, ?, ?)`,
    );
    this.#grow = database.prepare(
      `UPDATE outbox_groups SET count = count + 1, rank = max(rank, ?2), first_at = min(first_at, ?3),
         last_at = max(last_at, ?3), event_ids = ?4, notice = ?5 WHERE id = ?1`,
    );
    // A later due time never puts off an earlier one; a rise in rank is due at once.
    this.#address = database.prepare(
      `INSERT INTO outbox_deliveries (group_id, sink, due_ms, updates, told_count, told_rank, told_ms, attempts, begun,
         lease_ms, refused) VALUES (?1, ?2, ?3, ?4, 0, -1, 0, 0, 0, 0, 0)
       ON CONFLICT (group_id, sink) DO UPDATE SET updates = ?4, due_ms = CASE
         WHEN told_count = 0 THEN due_ms
         WHEN ?5 > told_rank THEN min(coalesce(due_ms, ?3), ?3)
         WHEN due_ms IS NOT NULL THEN due_ms
         WHEN ?4 = 1 THEN max(?3, told_ms + ?6)
         ELSE (SELECT until_ms FROM outbox_groups WHERE id = ?1) END`,
    );
  }

  post(posting: Posting): boolean {
    const { now, pauseMs } = this.#grouping;
    const { changes } = this.#remember.run(keyText(posting.finding), now);
    if (Number(changes) === 0) return false;
    const { id, rank } = this.#place(posting);
    for (const { name, updates } of posting.sinks) {
      this.#address.run(id, keyText(name), now, Number(updates), rank, pauseMs);
    }
    return true;
  }

  #place(posting: Posting): { readonly id: number; readonly rank: number } {
    const { now, windowMs } = this.#grouping;
    const { rank, at } = posting;
    const key = keyText(posting.key);
    const notice = JSON.stringify(posting.notice);
    const open = this.#findOpen.get(key, now);
    if (open === undefined) {
      const ids = JSON.stringify(posting.eventIDs.slice(0, NAMED_RECORDS));
      const { lastInsertRowid } = this.#open.run(key, now + windowMs, rank, at, at, ids, notice);
      return { id: Number(lastInsertRowid), rank };
    }
    const id = Number(open["id"]);
    const known = Number(open["rank"]);
    const named = JSON.parse(String(open["event_ids"])) as readonly string[];
    const ids = [...new Set([...named, ...posting.eventIDs])].slice(0, NAMED_RECORDS);
    const told = rank > known ? notice : String(open["notice"]);
    this.#grow.run(id, rank, at, JSON.stringify(ids), told);
    return { id, rank: Math.max(rank, known) };
  }
}

/**
 * Posts findings; inside a transaction of the caller's.
 *
 * @returns how many were new.
 */
export function post(
  database: DatabaseSync,
  postings: readonly Posting[],
  grouping: Grouping,
): number {
  if (postings.length === 0) return 0;
  const poster = new Poster(database, grouping);
  return postings.filter((posting) => poster.post(posting)).length;
}

/** Runs one piece of work and explains its errors, as the ledger does. */
type Explain = <Result>(work: () => Result) => Result;

/** The outbox of a ledger; each call is one short transaction. */
export class OutboxTable implements Outbox {
  readonly #database: DatabaseSync;
  readonly #explain: Explain;

  constructor(database: DatabaseSync, explain: Explain) {
    this.#database = database;
    this.#explain = explain;
  }

  take(sink: string, at: number, leaseMs: number): Parcel | undefined {
    const now = Math.floor(at);
    // Looked for without the write lock first: most of the time nothing is due.
    return this.#explain(() =>
      this.#findDue(sink, now) === undefined
        ? undefined
        : transact(this.#database, () => this.#takeDue(sink, now, leaseMs)),
    );
  }

  delivered({ group, sink, count, rank }: Parcel, now: number, pauseMs: number): void {
    this.#change(() => {
      // What came meanwhile is told as if it came now.
      this.#run(
        `UPDATE outbox_deliveries SET told_count = ?3, told_rank = ?4, told_ms = ?5, attempts = 0, begun = 0,
           lease_ms = 0, reason = NULL, due_ms = (SELECT CASE WHEN g.count <= ?3 THEN NULL WHEN g.rank > ?4 THEN ?5
             WHEN updates = 1 THEN ?5 + ?6 ELSE g.until_ms END FROM outbox_groups g WHERE g.id = ?1)
         WHERE group_id = ?1 AND sink = ?2`,
        [group, keyText(sink), count, rank, Math.floor(now), pauseMs],
      );
      this.#tally(sink, 1, 0);
    });
  }

  failed({ group, sink }: Parcel, { retryAt, mayHaveArrived, reason }: FailedAttempt): void {
    this.#change(() => {
      this.#run(
        `UPDATE outbox_deliveries SET due_ms = ?3, begun = ?4, lease_ms = 0, reason = ?5
         WHERE group_id = ?1 AND sink = ?2`,
        [group, keyText(sink), Math.ceil(retryAt), Number(mayHaveArrived), keyText(reason)],
      );
    });
  }

  refused({ group, sink }: Parcel, reason: string): void {
    this.#change(() => {
      this.#run(
        `UPDATE outbox_deliveries SET due_ms = NULL, begun = 0, lease_ms = 0, refused = 1, reason = ?3
         WHERE group_id = ?1 AND sink = ?2`,
        [group, keyText(sink), keyText(reason)],
      );
    });
  }

  retryRefused(sink: string, now: number): number {
    return this.#change(() =>
      this.#run(
        `UPDATE outbox_deliveries SET due_ms = ?2, refused = 0, attempts = 0 WHERE sink = ?1 AND refused = 1`,
        [keyText(sink), now],
      ),
    );
  }

  nextDue(sink: string): number | undefined {
    return this.#explain(() => {
      const row = this.#database
        .prepare(
          `SELECT min(max(due_ms, lease_ms)) AS due FROM outbox_deliveries WHERE sink = ? AND due_ms IS NOT NULL`,
        )
        .get(keyText(sink));
      const due = row?.["due"];
      return due === null || due === undefined ? undefined : Number(due);
    });
  }

  sweep(now: number): void {
    this.#change(() => {
      const done = `SELECT id FROM outbox_groups g WHERE until_ms <= ?1 AND NOT EXISTS (
        SELECT 1 FROM outbox_deliveries d WHERE d.group_id = g.id AND (d.due_ms IS NOT NULL OR d.refused = 1))`;
      this.#run(`DELETE FROM outbox_deliveries WHERE group_id IN (${done})`, [now]);
      this.#run(`DELETE FROM outbox_groups WHERE id IN (${done})`, [now]);
      this.#run("DELETE FROM outbox_findings WHERE posted_ms < ?", [now - REMEMBERED_MS]);
    });
  }

  tallies(): readonly SinkTally[] {
    return this.#explain(() =>
      this.#database
        .prepare(
          `SELECT sink, sum(waiting) AS waiting, sum(refused) AS refused, sum(delivered) AS delivered,
             sum(doubles) AS doubles FROM (
             SELECT sink, due_ms IS NOT NULL AS waiting, refused, 0 AS delivered, 0 AS doubles FROM outbox_deliveries
             UNION ALL SELECT sink, 0, 0, delivered, doubles FROM outbox_tallies) GROUP BY sink ORDER BY sink`,
        )
        .all()
        .map((row) => ({
          sink: String(row["sink"]),
          waiting: Number(row["waiting"]),
          refused: Number(row["refused"]),
          delivered: Number(row["delivered"]),
          doubles: Number(row["doubles"]),
        })),
    );
  }

  #findDue(sink: string, now: number): Record<string, unknown> | undefined {
    return this.#database
      .prepare(
        `SELECT d.*, g.key, g.count, g.rank, g.first_at, g.last_at, g.event_ids, g.notice FROM outbox_deliveries d
         JOIN outbox_groups g ON g.id = d.group_id
         WHERE d.sink = ? AND d.due_ms <= ? AND d.lease_ms <= ? ORDER BY d.due_ms, d.group_id LIMIT 1`,
      )
      .get(keyText(sink), now, now);
  }

  #takeDue(sink: string, now: number, leaseMs: number): Parcel | undefined {
    const row = this.#findDue(sink, now);
    if (row === undefined) return undefined;
    const parcel = parcelOf(row, sink);
    this.#run(
      `UPDATE outbox_deliveries SET attempts = attempts + 1, begun = 1, lease_ms = ?3 WHERE group_id = ?1 AND sink = ?2`,
      [parcel.group, keyText(sink), now + leaseMs],
    );
    if (parcel.isRepeat) this.#tally(sink, 0, 1);
    return parcel;
  }

  #tally(sink: string, delivered: number, doubles: number): void {
    this.#run(
      `INSERT INTO outbox_tallies (sink, delivered, doubles) VALUES (?1, ?2, ?3) ON CONFLICT (sink)
       DO UPDATE SET delivered = delivered + ?2, doubles = doubles + ?3`,
      [keyText(sink), delivered, doubles],
    );
  }

  #change<Result>(work: () => Result): Result {
    return this.#explain(() => transact(this.#database, work));
  }

  #run(sql: string, values: readonly (string | number)[]): number {
    return Number(this.#database.prepare(sql).run(...values).changes);
  }
}

function parcelOf(row: Record<string, unknown>, sink: string): Parcel {
  return {
    group: Number(row["group_id"]),
    sink,
    key: String(row["key"]),
    notice: JSON.parse(String(row["notice"])) as JsonObject,
    rank: Number(row["rank"]),
    count: Number(row["count"]),
    toldCount: Number(row["told_count"]),
    toldRank: Number(row["told_rank"]),
    firstAt: String(row["first_at"]),
    lastAt: String(row["last_at"]),
    eventIDs: JSON.parse(String(row["event_ids"])) as readonly string[],
    attempts: Number(row["attempts"]),
    isRepeat: Number(row["begun"]) === 1,
  };
}
