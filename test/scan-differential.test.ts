import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { exampleRecord } from "../src/core/envelope.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import { scenarios } from "../src/emulator/index.ts";
import { createScanner } from "../src/ingest/trail/create-scanner.ts";
import { FileSieve } from "../src/ingest/trail/scan/file-sieve.ts";
import { KEPT } from "../src/ingest/trail/scan/kept.ts";
import { readPlainly } from "../src/ingest/trail/scan/read-plainly.ts";
import { scannedFrom } from "../src/ingest/trail/scan/read-sifted.ts";
import { LIMITS } from "../src/ingest/trail/scan/sift.ts";
import type { Scanned } from "../src/ingest/trail/scanner.ts";
import { makeDocument } from "./scan-documents.ts";

/** `SCAN_DOCUMENTS=1000000 npm test -- test/scan-differential.test.ts` looks longer. */
const DOCUMENTS = Number(process.env["SCAN_DOCUMENTS"] ?? 4000);
const FIRST = Number(process.env["SCAN_SEED"] ?? Date.now() % 2 ** 31);
/** Small windows, so that every place of a document stands at a window's end now and then. */
const WINDOWS = [64, 100, 333, 1024, 4096, 2 ** 20];

/** Compares with what parsing all of it gives. */
function check(name: string, bytes: Uint8Array, scanned: Scanned, hint: string): void {
  const { spans, ...plain } = scannedFrom(readPlainly(name, bytes));
  const { spans: seen, ...rest } = scanned;
  assert.deepEqual(rest, plain, hint);
  if (seen !== undefined) assert.deepEqual(seen, spans, hint);
}

test("a document read by its bytes gives what parsing all of it gives, whatever is in it", async () => {
  const scanners = WINDOWS.map((window) => createScanner({ threads: 0, limits: { window } }));
  const sieve = new FileSieve(KEPT, LIMITS);
  let fast = 0;
  for (let number = 0; number < DOCUMENTS; number++) {
    const seed = FIRST + number;
    const bytes = makeDocument(seed);
    const scanner = scanners[seed % scanners.length] ?? createScanner();

    const scanned = await scanner.scan({ name: "a", bytes });

    if (number % 10 === 0 && isSifted(sieve, bytes)) fast += 10;
    check("a", bytes, scanned, `SCAN_SEED=${seed} SCAN_DOCUMENTS=1`);
  }
  assert.ok(DOCUMENTS < 1000 || fast > DOCUMENTS / 4, `only ${fast} were read the fast way`);
});

function isSifted(sieve: FileSieve, bytes: Uint8Array): boolean {
  const { done, value } = sieve.sift({ name: "a", bytes }).next();
  return done === true && value.ending === undefined;
}

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

const EVENTS = "../shared/data/events";

/** What the emulator's stories tell, and what others recorded of all kinds of services, as one trail file. */
test("of all services' records, those that are kept are found", async () => {
  const told = scenarios.flatMap(({ tell }) => tell(new Date()).records);
  const recorded = globSync(`${EVENTS}/*.{json,ndjson}`).flatMap((file) =>
    parseRecords(readFileSync(file, "utf8")).records.map(({ raw }) => raw),
  );
  const bytes = Buffer.from(JSON.stringify({ Records: [...told, ...recorded] }));

  const scanned = await createScanner({ threads: 0 }).scan({ name: "a", bytes });

  assert.ok(scanned.records.length > 100);
  check("a", bytes, scanned, "all");
});

test("a record is kept by its service or operation wherever the catalogues know it", async () => {
  const services = [...KEPT.keys()];
  const names = [...new Set([...KEPT.values()].flatMap((one) => (one === "all" ? [] : [...one])))];
  const records = services.flatMap((eventSource) =>
    names.map((eventName) => ({ ...exampleRecord("e"), eventSource, eventName })),
  );
  const bytes = Buffer.from(JSON.stringify({ Records: records }));

  const scanned = await createScanner({ threads: 0 }).scan({ name: "a", bytes });

  assert.ok(scanned.records.length > names.length);
  check("a", bytes, scanned, "all");
});
