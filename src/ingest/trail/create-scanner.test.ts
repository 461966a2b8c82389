import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { exampleRecord } from "../../core/envelope.ts";
import { createScanner } from "./create-scanner.ts";
import type { Scanned, TrailFile } from "./scanner.ts";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-scan-"));
after(() => {
  rmSync(folder, { recursive: true });
});

const place = { account: "111122223333", region: "eu-west-1" };
const ours = (eventID: string) => ({
  ...exampleRecord(eventID),
  recipientAccountId: place.account,
});
const other = (eventID: string) => ({
  ...ours(eventID),
  eventSource: "kms.amazonaws.com",
  eventName: "Decrypt",
});
const trail = (...records: readonly unknown[]): string => JSON.stringify({ Records: records });
const idsOf = ({ records }: Scanned): readonly string[] =>
  records.map(({ record }) => record.eventID);
const bytesOf = (name: string, content: string | Uint8Array): TrailFile => ({
  name,
  bytes: Buffer.from(content),
});

const scanner = createScanner({ threads: 0 });

describe("what a trail file holds", () => {
  test("the records that are kept are read, and the others are counted and their times seen", async () => {
    const early = { ...other("o2"), eventTime: "2026-11-20T13:58:00Z" };
    const text = trail(other("o1"), ours("e1"), early, ours("e2"));

    const scanned = await scanner.scan(bytesOf("a.json.gz", gzipSync(text)));

    assert.deepEqual(idsOf(scanned), ["e1", "e2"]);
    assert.equal(scanned.aside, 2);
    assert.deepEqual(scanned.spans, [
      { ...place, from: "2026-11-20T13:58:00Z", to: "2026-11-20T14:02:11Z", records: 4 },
    ]);
    assert.deepEqual(scanned.unreadable, []);
  });

  test("whose they are is told only where it is the same for all", async () => {
    for (const odd of [
      { recipientAccountId: "111122224444" },
      { recipientAccountId: undefined },
      { awsRegion: "eu-west-2" },
      { awsRegion: "eu-west-10" },
      { awsRegion: null },
      { eventTime: "2026-11-20 14:02:11" },
    ]) {
      const { spans } = await scanner.scan(
        bytesOf("a", trail(other("o1"), { ...other("o2"), ...odd }, ours("e1"))),
      );
      assert.equal(spans, undefined, JSON.stringify(odd));
    }
  });

  test("what cannot be read is told with the file's name and its place in the file", async () => {
    const bad = { ...exampleRecord("e2"), eventTime: null };

    const scanned = await scanner.scan(
      bytesOf("a.json", trail(other("o1"), exampleRecord("e1"), bad)),
    );

    assert.deepEqual(idsOf(scanned), ["e1"]);
    assert.deepEqual(scanned.unreadable, [
      { position: "a.json: record 3", reason: "no eventTime" },
    ]);
  });

  test("a record larger than the window, and one larger than any window", async () => {
    const large = { ...exampleRecord("large"), requestParameters: { a: "x".repeat(5000) } };
    const text = trail(other("o1"), large, exampleRecord("e1"));
    for (const record of [64, 2 ** 20]) {
      const small = createScanner({ threads: 0, limits: { window: 64, record } });

      assert.deepEqual(idsOf(await small.scan(bytesOf("a", text))), ["large", "e1"]);
    }
  });

  test("more kept records than are held at once come in parts, once the file is known to be sound", async () => {
    const limits = { taken: 2000, window: 1024 };
    const careful = createScanner({ threads: 0, limits });
    const ids = Array.from({ length: 100 }, (_, index) => `e${index}`);
    const bad = { ...exampleRecord("bad"), eventTime: null };
    const packed = gzipSync(trail(other("o1"), ...ids.map(ours), bad));

    const { rest, ...first } = await careful.scanInParts(bytesOf("a", packed));
    const parts = [first];
    for await (const part of rest ?? []) parts.push(part);
    const whole = await careful.scan(bytesOf("a", packed));
    const broken = await careful.scanInParts(bytesOf("a", packed.fill(0, packed.length - 8)));

    assert.deepEqual(parts.flatMap(idsOf), ids);
    assert.deepEqual(idsOf(whole), ids);
    for (const all of [parts, [whole]]) {
      const [unreadable, ...more] = all.flatMap((one) => one.unreadable);
      assert.deepEqual([unreadable?.position, more], ["a: record 102", []]);
      assert.equal(
        all.reduce((sum, { aside = 0 }) => sum + aside, 0),
        1,
      );
    }
    assert.deepEqual([broken.records, broken.rest], [[], undefined]);
  });

  test("the root user's records, whatever they are about", async () => {
    const root = { ...other("r1"), userIdentity: { type: "Root" } };

    assert.deepEqual(idsOf(await scanner.scan(bytesOf("a", trail(other("o1"), root)))), ["r1"]);
  });
});

describe("what is wrong with a file is told, and what stands before is read", () => {
  const packed = gzipSync(trail(exampleRecord("e1"), exampleRecord("e2"), other("o1")), {
    level: 0,
  });

  test("a gzip file that ends too early", async () => {
    const scanned = await scanner.scan(bytesOf("a.gz", packed.subarray(0, 300)));

    assert.deepEqual(idsOf(scanned), ["e1"]);
    assert.deepEqual(scanned.unreadable, [
      { position: "a.gz", reason: "damaged gzip: it ends too early" },
    ]);
  });

  test("a gzip file whose checksum is wrong, of which nothing can be believed", async () => {
    const flipped = Uint8Array.from(packed);
    flipped[100] = (flipped[100] ?? 0) ^ 1;

    const scanned = await scanner.scan(bytesOf("a.gz", flipped));

    assert.deepEqual(idsOf(scanned), []);
    assert.deepEqual(scanned.unreadable, [
      { position: "a.gz", reason: "damaged gzip: its content is broken" },
    ]);
  });

  test("a half-written file", async () => {
    const text = trail(exampleRecord("e1"), exampleRecord("e2"));

    const scanned = await scanner.scan(bytesOf("a.json", text.slice(0, -20)));

    assert.deepEqual(idsOf(scanned), ["e1"]);
    assert.match(scanned.unreadable[0]?.reason ?? "", /^cut off/);
  });

  test("a gzip bomb, by its ratio", async () => {
    const limits = { unsuspected: 2 ** 20 };
    const bomb = gzipSync(Buffer.alloc(2 ** 22, " "));
    assert.ok(2 ** 22 / bomb.length > 1000);

    const careful = createScanner({ threads: 0, limits });
    const { unreadable } = await careful.scan(bytesOf("bomb.gz", bomb));

    assert.match(unreadable[0]?.reason ?? "", /unpacks to far more/);
    assert.equal(unreadable[0]?.position, "bomb.gz");
  });

  test("more text than one file may hold", async () => {
    const careful = createScanner({ threads: 0, limits: { text: 1000, window: 100 } });
    const many = trail(...Array.from({ length: 10 }, () => exampleRecord("e1")));

    const { records, unreadable } = await careful.scan(bytesOf("a", many));

    assert.deepEqual(records, []);
    assert.match(unreadable[0]?.reason ?? "", /more text than one file may hold/);
  });

  test("a file that is not there", async () => {
    const { unreadable } = await scanner.scan({ name: "b", path: join(folder, "absent") });

    assert.deepEqual(unreadable, [{ position: "b", reason: "it is not there (any more)" }]);
  });
});

describe("threads", () => {
  const threadsAfter = 0;

  function putFiles(count: number): readonly TrailFile[] {
    return Array.from({ length: count }, (_, number) => {
      const path = join(folder, `${number}.json.gz`);
      const others = Array.from({ length: 200 }, () => other("o"));
      writeFileSync(path, gzipSync(trail(...others, exampleRecord(`e${number}`))));
      return { name: `${number}`, path };
    });
  }
  const files = putFiles(120);

  test("files scanned in threads give what they give without", async () => {
    const threaded = createScanner({ threads: 2, threadsAfter });
    const all = [...files, bytesOf("x", trail(exampleRecord("x"))), bytesOf("y", "no JSON")];

    const scanned = await Promise.all(all.map((file) => threaded.scan(file)));
    await threaded.close();

    assert.deepEqual(
      scanned.slice(0, 120).flatMap(idsOf),
      files.map(({ name }) => `e${name}`),
    );
    assert.ok(scanned.slice(0, 120).every(({ aside }) => aside === 200));
    assert.deepEqual(scanned[120]?.records.length, 1);
    assert.equal(scanned[121]?.unreadable.length, 1);
  });

  test("a scan that was given up rejects, and the others go on", async () => {
    const threaded = createScanner({ threads: 1, threadsAfter });
    const stop = new AbortController();

    const given = files.map((file, index) =>
      threaded.scan(file, index % 2 === 0 ? stop.signal : undefined),
    );
    stop.abort(new Error("given up"));
    const settled = await Promise.allSettled(given);
    await threaded.close();

    assert.ok(settled.every(({ status }, index) => (status === "rejected") === (index % 2 === 0)));
  });

  test("a scanner that was closed still scans", async () => {
    const threaded = createScanner({ threads: 1, threadsAfter });
    await Promise.all(files.map((file) => threaded.scan(file)));
    await threaded.close();

    assert.deepEqual(idsOf(await threaded.scan(files[0] ?? bytesOf("", ""))), ["e0"]);
  });
});
