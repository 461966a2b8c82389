import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { OperatorError } from "../src/core/errors.ts";
import { openDatabase } from "../src/ledger/database.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import { PAGE_RECORDS } from "./ingest-in-pages.ts";
import { builtRecord, timeOf } from "./ledger-records.ts";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-processes-"));
after(() => {
  rmSync(folder, { recursive: true });
});

function startReading(location: string, pages: number, first: number): ChildProcess {
  const args = ["test/ingest-in-pages.ts", location, String(pages), String(first)];
  return spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
}

test("two processes fill a new ledger at once, with overlap, while others read it", async () => {
  const location = join(folder, "shared.db");
  const children = [startReading(location, 60, 0), startReading(location, 60, 30)];
  const exits = Promise.all(children.map((child) => once(child, "exit")));
  const reader = openLedger(location);
  let last = 0;
  while (children.some(({ exitCode }) => exitCode === null)) {
    const newest = [...reader.records({ limit: 500 })];
    const count = reader.count({ resources: [{ cluster: "prod" }] });

    assert.ok(count >= last, "what was seen once stays");
    assert.equal(count % PAGE_RECORDS, 0, "a page is there whole or not at all");
    assert.ok(newest.length <= count + PAGE_RECORDS * 10);
    last = count;
    await setTimeout(20);
  }

  assert.deepEqual(await exits, [
    [0, null],
    [0, null],
  ]);
  assert.equal(reader.count({}), 90 * PAGE_RECORDS);
  const coverage = reader.coverage({}).map(({ from, to }) => ({ from, to }));
  assert.deepEqual(coverage, [{ from: timeOf(0), to: timeOf(90 * PAGE_RECORDS) }]);
  reader.close();
});

test("a ledger that somebody keeps busy is told after a while, and can still be read", () => {
  const location = join(folder, "busy.db");
  const ledger = openLedger(location);
  ledger.add({ source: "file:///x", records: [builtRecord(1)] });
  const holder = openDatabase(location);
  holder.exec("BEGIN IMMEDIATE");
  const start = performance.now();

  assert.throws(
    () => ledger.add({ source: "file:///x", records: [builtRecord(2)] }),
    (error) => error instanceof OperatorError && error.code === "ledger-busy",
  );
  assert.ok(performance.now() - start > 4000, "it waited");
  assert.equal(ledger.count({}), 1);
  holder.exec("COMMIT");
  holder.close();
  assert.deepEqual(ledger.add({ source: "file:///x", records: [builtRecord(2)] }).added, 1);
  ledger.close();
});

test("reading goes on while a page of another process is half written", () => {
  const location = join(folder, "half.db");
  const ledger = openLedger(location);
  ledger.add({ source: "file:///x", records: [builtRecord(1)] });
  const writer = openDatabase(location);
  writer.exec("BEGIN IMMEDIATE; DELETE FROM touched; DELETE FROM records");

  assert.equal(ledger.count({}), 1);
  writer.exec("ROLLBACK");
  writer.close();
  ledger.close();
});
