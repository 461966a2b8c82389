import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { createScanner } from "../src/ingest/trail/create-scanner.ts";
import { readPlainly } from "../src/ingest/trail/scan/read-plainly.ts";
import { scannedFrom } from "../src/ingest/trail/scan/read-sifted.ts";
import type { Scanned } from "../src/ingest/trail/scanner.ts";
import { makeDocument } from "./scan-documents.ts";

/** `SCAN_DOCUMENTS=1000000 npm test -- test/scan-differential.test.ts` looks longer. */
const DOCUMENTS = Number(process.env["SCAN_DOCUMENTS"] ?? 4000);
const FIRST = Number(process.env["SCAN_SEED"] ?? Date.now() % 2 ** 31);
/** Small windows, so that every place of a document stands at a window's end now and then. */
const WINDOWS = [64, 100, 333, 1024, 4096, 2 ** 20];

/** Compares with what parsing all of it gives; tells whether the fast way was taken. */
function check(name: string, bytes: Uint8Array, scanned: Scanned, hint: string): boolean {
  const plain = readPlainly(name, bytes);
  const { span, ...rest } = scanned;
  assert.deepEqual(rest, scannedFrom(plain), hint);
  if (span === undefined) return false;
  const { account, region, from, to } = span;
  const times = plain.records.map(({ record }) => record.eventTime).toSorted();
  // What has a time but cannot be read is in the span all the same.
  if (plain.unreadable.length === 0) assert.deepEqual([from, to], [times[0], times.at(-1)], hint);
  for (const { record } of plain.records) {
    const found = { account: record.recipientAccountId, region: record.awsRegion };
    assert.deepEqual({ account, region }, found, hint);
  }
  return true;
}

test("a document read by its bytes gives what parsing all of it gives, whatever is in it", async () => {
  const scanners = WINDOWS.map((window) => createScanner({ threads: 0, limits: { window } }));
  let fast = 0;
  for (let number = 0; number < DOCUMENTS; number++) {
    const seed = FIRST + number;
    const bytes = makeDocument(seed);
    const scanner = scanners[number % scanners.length] ?? createScanner();

    const scanned = await scanner.scan({ name: "a", bytes });

    if (check("a", bytes, scanned, `SCAN_SEED=${seed} SCAN_DOCUMENTS=1`)) fast++;
  }
  assert.ok(DOCUMENTS < 1000 || fast > DOCUMENTS / 8, `only ${fast} were read the fast way`);
});

const TRAILS = "../shared/data/trails";
test(
  "trail files of others give what parsing all of them gives",
  { skip: !existsSync(TRAILS) && "not here" },
  async () => {
    const scanner = createScanner({ threads: 0 });
    const paths = globSync(`${TRAILS}/**/*.{json,gz}`);
    assert.ok(paths.length > 1000);
    for (const path of paths) {
      const scanned = await scanner.scan({ name: path, path });

      check(path, readFileSync(path), scanned, path);
    }
  },
);
