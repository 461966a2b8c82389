import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { openDatabase } from "../src/ledger/database.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import { numbersOf, PAGE_RECORDS } from "./ingest-in-pages.ts";
import { idOf, timeOf } from "./ledger-records.ts";

const KILLS = 50;
const PAGES = 1500;

const folder = mkdtempSync(join(tmpdir(), "tasktrail-kill-"));
after(() => {
  rmSync(folder, { recursive: true });
});

test("killed fifty times at random points, the ledger opens and has lost, doubled and invented nothing", async (t) => {
  const location = join(folder, "ledger.db");
  const told = new Set<number>();
  let killedWhileReading = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const before = told.size;
    // One in five dies while it starts, makes the file or migrates; the others somewhere in or between pages.
    const isEarly = kill % 5 === 0;
    const pages = isEarly ? 0 : Math.floor(Math.random() * 8);
    const delay = Math.random() * (isEarly ? 300 : 20);
    await readUntilKilled(location, told, pages, delay);
    if (told.size > before) killedWhileReading++;
    checkLedger(location, told);
  }

  t.diagnostic(`${told.size} pages told, in ${killedWhileReading} of ${KILLS} lives`);
  assert.ok(killedWhileReading >= KILLS / 2, "most were killed while they read");
});

/** Lets a process read until it has told so many more pages and a moment more, and kills it. */
async function readUntilKilled(
  location: string,
  told: Set<number>,
  pages: number,
  delay: number,
): Promise<void> {
  const child = spawn(process.execPath, ["test/ingest-in-pages.ts", location, String(PAGES)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const kill = async (): Promise<void> => {
    await setTimeout(delay);
    child.kill("SIGKILL");
  };
  let more = 0;
  let killing = pages === 0 ? kill() : undefined;
  for await (const line of lines) {
    told.add(Number(line));
    more++;
    if (more >= pages) killing ??= kill();
  }
  await killing;
  const [, signal] = (await gone) as [number | null, string | null];
  assert.equal(signal, "SIGKILL", "it was still reading when it was killed");
}

function checkLedger(location: string, told: ReadonlySet<number>): void {
  const ledger = openLedger(location);
  const database = openDatabase(location);
  const stored = database.prepare("SELECT event_id FROM records").all();
  const ids = new Set(stored.map((row) => String(row["event_id"])));
  assert.equal(ids.size, stored.length, "nothing is there twice");
  assert.equal(ledger.count({ resources: [{ name: "checkout" }] }), stored.length);
  assert.equal(stored.length % PAGE_RECORDS, 0, "no page is there in part");
  for (const page of told) assertWhole(page, ids, "was told to be in");
  for (const { from, to } of ledger.coverage({})) {
    for (let page = pageAt(from); page < pageAt(to); page++) assertWhole(page, ids, "is covered");
  }
  assert.equal([...ledger.records({ limit: 300 })].length, Math.min(300, stored.length));
  assert.equal(database.prepare("PRAGMA integrity_check").get()?.["integrity_check"], "ok");
  database.close();
  ledger.close();
}

function pageAt(time: string): number {
  return (Date.parse(time) - Date.parse(timeOf(0))) / 1000 / PAGE_RECORDS;
}

function assertWhole(page: number, ids: ReadonlySet<string>, why: string): void {
  for (const number of numbersOf(page)) {
    assert.ok(ids.has(idOf(number)), `record ${number} of page ${page}, which ${why}`);
  }
}
