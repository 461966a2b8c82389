import assert from "node:assert/strict";
import { existsSync, fstatSync, readdirSync, readlinkSync } from "node:fs";
import { test, type TestContext } from "node:test";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger, type LedgerOptions } from "../src/ledger/sqlite-ledger.ts";
import { temporaryPlace, type TemporaryPlace } from "../src/ledger/temporary-place.ts";
import { builtRecord, idOf } from "./ledger-records.ts";

// A ledger in memory that is larger than memory should hold lies in temporary files of which nobody knows the name.

const SOURCE = "file:///logs";
const PAGES = 6;
const PAGE = 60;
const LARGE = "x".repeat(2 ** 16);
const OPEN_FILES = "/proc/self/fd";
const NO_PROC = existsSync(OPEN_FILES) ? false : "this platform does not list open files";

/** Adds 24 MB, more than the cache and the shelf hold in memory. */
function fill(ledger: Ledger, about: Parameters<typeof builtRecord>[1] = {}): void {
  for (let page = 0; page < PAGES; page++) {
    const records = Array.from({ length: PAGE }, (_, index) =>
      builtRecord(page * PAGE + index, { userAgent: LARGE, ...about }),
    );
    ledger.add({ source: SOURCE, records });
  }
}

/** The sizes of this process's files that have no name. */
function nameless(): readonly number[] {
  return readdirSync(OPEN_FILES).flatMap((descriptor) => {
    try {
      const path = readlinkSync(`${OPEN_FILES}/${descriptor}`);
      return path.endsWith(" (deleted)") ? [fstatSync(Number(descriptor)).size] : [];
    } catch {
      return [];
    }
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** How many bytes lie in files while the ledger is full. */
function spilledBy(t: TestContext, options: LedgerOptions, about = {}): number {
  const before = sum(nameless());
  const ledger = openLedger(":memory:", options);
  t.after(() => ledger.close());
  fill(ledger, about);
  const spilled = sum(nameless()) - before;

  assert.equal(ledger.count({}), PAGES * PAGE);
  assert.equal(JSON.parse(ledger.raw(idOf(1)) ?? "{}").eventID, idOf(1));
  ledger.close();
  assert.equal(sum(nameless()), before, "nothing of it is left");
  return spilled;
}

const SESSION = { eventSource: "sts.amazonaws.com", eventName: "AssumeRole", readOnly: true };
const KINDS = { changes: {}, "what opened sessions": SESSION };

for (const [what, about] of Object.entries(KINDS)) {
  test(`${what}: what is too much for memory lies in a file`, { skip: NO_PROC }, (t) => {
    assert.ok(spilledBy(t, {}, about) > 2 ** 22);
  });

  test(`${what}: all stays in memory where files have no room`, { skip: NO_PROC }, (t) => {
    const full: TemporaryPlace = { ...temporaryPlace(), hasRoom: () => false };
    const none: TemporaryPlace = { ...temporaryPlace(), folders: [] };

    assert.equal(spilledBy(t, { place: full }, about), 0);
    assert.equal(spilledBy(t, { place: none }, about), 0);
  });
}
