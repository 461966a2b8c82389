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

const plain = (name: string, bytes: Uint8Array): Scanned => scannedFrom(readPlainly(name, bytes));

test("a document read by its bytes gives what parsing all of it gives, whatever is in it", async () => {
  const scanners = WINDOWS.map((window) => createScanner({ threads: 0, limits: { window } }));
  let fast = 0;
  for (let number = 0; number < DOCUMENTS; number++) {
    const seed = FIRST + number;
    const bytes = makeDocument(seed);
    const scanner = scanners[number % scanners.length] ?? createScanner();

    const { span, ...scanned } = await scanner.scan({ name: "a", bytes });

    if (span !== undefined) fast++;
    assert.deepEqual(scanned, plain("a", bytes), `SCAN_SEED=${seed} SCAN_DOCUMENTS=1`);
  }
  assert.ok(DOCUMENTS < 1000 || fast > DOCUMENTS / 4, `only ${fast} were read the fast way`);
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
      const { span, ...scanned } = await scanner.scan({ name: path, path });

      assert.deepEqual(scanned, plain(path, readFileSync(path)), path);
      assert.ok(span === undefined || span.from <= span.to);
    }
  },
);
