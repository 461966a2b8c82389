import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Grouping, Parcel, Posting } from "../src/core/outbox.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import { builtRecord } from "./ledger-records.ts";

const MINUTE = 60_000;
const NOW = Date.parse("2026-11-20T14:00:00Z");
const GROUPING: Grouping = { now: NOW, windowMs: 10 * MINUTE, pauseMs: 5000 };
const SLACK = { name: "slack", updates: false };
const PAGER = { name: "pager", updates: true };

function posting(finding: string, more: Partial<Posting> = {}): Posting {
  return {
    finding,
    key: "jane stops checkout",
    rank: 2,
    at: "2026-11-20T13:59:58Z",
    eventIDs: [finding],
    notice: { says: finding },
    sinks: [SLACK],
    ...more,
  };
}

function send(ledger: Ledger, postings: readonly Posting[], now = NOW): number | undefined {
  const grouping = { ...GROUPING, now };
  return ledger.add({ source: "test://", records: [], post: () => ({ postings, grouping }) })
    .posted;
}

/** All that is due, taken and delivered. */
function drain(ledger: Ledger, sink: string, now: number): readonly Parcel[] {
  const taken: Parcel[] = [];
  for (let next = ledger.outbox.take(sink, now, 1000); next;) {
    taken.push(next);
    ledger.outbox.delivered(next, now, GROUPING.pauseMs);
    next = ledger.outbox.take(sink, now, 1000);
  }
  return taken;
}

const folder = mkdtempSync(join(tmpdir(), "tasktrail-outbox-"));
after(() => rmSync(folder, { recursive: true }));

for (const location of [":memory:", join(folder, "ledger.db")]) {
  const open = (): Ledger => {
    rmSync(location, { force: true });
    return openLedger(location);
  };

  test(`a finding that comes up twice is posted once (${location === ":memory:" ? "memory" : "file"})`, () => {
    const ledger = open();
    assert.equal(send(ledger, [posting("a"), posting("a")]), 1);
    assert.equal(send(ledger, [posting("a")]), 0);
    const [only, ...more] = drain(ledger, "slack", NOW);
    assert.equal(only?.count, 1);
    assert.deepEqual(more, []);
    ledger.close();
  });
}

test("records and postings are kept together or not at all", () => {
  const ledger = openLedger(":memory:");
  const records = [builtRecord(1), builtRecord(2)];
  const failing = (): never => {
    throw new Error("a rule has a bug");
  };
  assert.throws(() => ledger.add({ source: "test://", records, post: failing }), /has a bug/);
  assert.equal(ledger.count({}), 0);
  let seen = 0;
  ledger.add({
    source: "test://",
    records,
    post: () => {
      seen = ledger.count({});
      return { postings: [posting("a")], grouping: GROUPING };
    },
  });
  assert.equal(seen, 2, "what is posted can rest on the page's own records");
  assert.equal(ledger.outbox.nextDue("slack"), NOW);
});

test("what follows is one summary at the end of the window where the sink cannot update", () => {
  const ledger = openLedger(":memory:");
  send(ledger, [posting("a")]);
  assert.deepEqual(counts(drain(ledger, "slack", NOW)), [[1, 0]]);
  for (let i = 0; i < 99; i++) send(ledger, [posting(`b${i}`)], NOW + i * 500);
  assert.deepEqual(drain(ledger, "slack", NOW + MINUTE), []);
  assert.equal(ledger.outbox.nextDue("slack"), NOW + GROUPING.windowMs);
  const [summary, ...more] = drain(ledger, "slack", NOW + GROUPING.windowMs);
  assert.deepEqual([summary?.count, summary?.toldCount], [100, 1]);
  assert.deepEqual(more, []);
  assert.equal(summary?.eventIDs.length, 50);
});

test("a sink that updates hears of more after a pause, not once for each", () => {
  const ledger = openLedger(":memory:");
  send(ledger, [posting("a", { sinks: [PAGER] })]);
  drain(ledger, "pager", NOW);
  for (let i = 0; i < 10; i++) send(ledger, [posting(`b${i}`, { sinks: [PAGER] })], NOW + i);
  assert.deepEqual(drain(ledger, "pager", NOW + 100), []);
  assert.deepEqual(counts(drain(ledger, "pager", NOW + 5000)), [[11, 1]]);
  assert.equal(ledger.outbox.nextDue("pager"), undefined);
});

test("a rise in severity is told at once", () => {
  const ledger = openLedger(":memory:");
  send(ledger, [posting("a")]);
  drain(ledger, "slack", NOW);
  send(ledger, [posting("b")], NOW + 1000);
  send(ledger, [posting("c", { rank: 4 })], NOW + 2000);
  const [risen] = drain(ledger, "slack", NOW + 2000);
  assert.deepEqual([risen?.rank, risen?.toldRank, risen?.count], [4, 2, 3]);
  assert.deepEqual(risen?.notice, { says: "c" });
});

test("after the window another posting begins another message, and the old one is forgotten", () => {
  const ledger = openLedger(":memory:");
  send(ledger, [posting("a")]);
  drain(ledger, "slack", NOW);
  const later = NOW + GROUPING.windowMs;
  send(ledger, [posting("b")], later);
  const [next] = drain(ledger, "slack", later);
  assert.deepEqual([next?.count, next?.toldCount], [1, 0]);
  ledger.outbox.sweep(later + GROUPING.windowMs);
  assert.deepEqual(ledger.outbox.tallies(), [
    { sink: "slack", waiting: 0, refused: 0, delivered: 2, doubles: 0 },
  ]);
  assert.equal(send(ledger, [posting("a")], later), 0, "its findings are still known");
});

test("what waits for a sink that is down is never swept away, and is one message in the end", () => {
  const ledger = openLedger(":memory:");
  const hour = 60 * MINUTE;
  for (let at = 0; at < hour; at += MINUTE) {
    send(ledger, [posting(`p${at}`)], NOW + at);
    const parcel = ledger.outbox.take("slack", NOW + at, 1000);
    const retryAt = NOW + at + MINUTE;
    if (parcel) ledger.outbox.failed(parcel, { retryAt, mayHaveArrived: false, reason: "down" });
    ledger.outbox.sweep(NOW + at);
  }
  const all = drain(ledger, "slack", NOW + hour);
  assert.equal(
    all.reduce((sum, { count }) => sum + count, 0),
    60,
  );
  assert.equal(all.length, 6, "one for each window of ten minutes");
  assert.equal(ledger.outbox.tallies()[0]?.doubles, 0);
});

test("an attempt that never ended is tried again after its lease, and counted as a double", () => {
  const ledger = openLedger(":memory:");
  send(ledger, [posting("a")]);
  assert.equal(ledger.outbox.take("slack", NOW, 1000)?.isRepeat, false);
  assert.equal(ledger.outbox.take("slack", NOW + 999, 1000), undefined);
  assert.equal(ledger.outbox.nextDue("slack"), NOW + 1000);
  const again = ledger.outbox.take("slack", NOW + 1000, 1000);
  assert.equal(again?.isRepeat, true);
  assert.equal(again?.attempts, 1);
  if (again) ledger.outbox.delivered(again, NOW + 1000, 0);
  assert.deepEqual(ledger.outbox.tallies(), [
    { sink: "slack", waiting: 0, refused: 0, delivered: 1, doubles: 1 },
  ]);
});

test("a message that the sink refuses is kept aside until somebody asks for it again", () => {
  const ledger = openLedger(":memory:");
  send(ledger, [posting("a")]);
  const parcel = ledger.outbox.take("slack", NOW, 1000);
  if (parcel) ledger.outbox.refused(parcel, "400: invalid_blocks");
  ledger.outbox.sweep(NOW + 10 * GROUPING.windowMs);
  assert.equal(ledger.outbox.take("slack", NOW + 10 * GROUPING.windowMs, 1000), undefined);
  assert.equal(ledger.outbox.tallies()[0]?.refused, 1);
  assert.equal(ledger.outbox.retryRefused("slack", NOW), 1);
  assert.deepEqual(counts(drain(ledger, "slack", NOW)), [[1, 0]]);
});

function counts(parcels: readonly Parcel[]): readonly (readonly [number, number])[] {
  return parcels.map(({ count, toldCount }) => [count, toldCount]);
}
