import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openDatabase } from "../src/ledger/database.ts";
import type { QuotaPace } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-paces-"));
after(() => {
  rmSync(folder, { recursive: true });
});

const PACE: QuotaPace = { nextTurn: 1_700_000_000_000.5, perSecond: 1.9, loweredAt: 0 };

test("a quota's pace is read and replaced in one go, beside those of other quotas", () => {
  const location = join(folder, "ledger.db");
  const [one, other] = [openLedger(location), openLedger(location)];

  const first = one.changePace("a", (known) => {
    assert.equal(known, undefined);
    return PACE;
  });
  const second = other.changePace("a", (known) => {
    assert.deepEqual(known, PACE);
    return { ...PACE, perSecond: 0.5 };
  });
  one.changePace("b", (known) => {
    assert.equal(known, undefined);
    return PACE;
  });

  assert.deepEqual(first, PACE);
  assert.deepEqual(second, { ...PACE, perSecond: 0.5 });
  one.close();
  other.close();
});

test("a ledger that somebody keeps busy is not waited for, and nothing is changed", () => {
  const location = join(folder, "busy.db");
  const ledger = openLedger(location);
  const holder = openDatabase(location);
  holder.exec("BEGIN IMMEDIATE");
  const start = performance.now();

  const pace = ledger.changePace("a", () => PACE);

  assert.equal(pace, undefined);
  assert.ok(performance.now() - start < 2000, "it did not wait as a page of records does");
  holder.exec("COMMIT");
  holder.close();
  assert.deepEqual(
    ledger.changePace("a", (known) => known ?? PACE),
    PACE,
  );
  ledger.close();
});

test("a change that fails leaves the pace as it was, and the ledger usable", () => {
  const ledger = openLedger(":memory:");
  ledger.changePace("a", () => PACE);

  assert.throws(
    () =>
      ledger.changePace("a", () => {
        throw new Error("our mistake");
      }),
    /our mistake/,
  );
  assert.deepEqual(
    ledger.changePace("a", (known) => known ?? { ...PACE, perSecond: 1 }),
    PACE,
  );
  ledger.close();
});
