import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Readable } from "node:stream";
import { after, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Coverage } from "../src/core/coverage.ts";
import { OperatorError, type ErrorCode } from "../src/core/errors.ts";
import type { Unreadable } from "../src/core/parse-records.ts";
import { openSource } from "../src/ingest/open-source.ts";
import type { Page, SourceSettings } from "../src/ingest/source.ts";
import { idOf, rawRecord, timeOf } from "./ledger-records.ts";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-files-"));
after(() => {
  rmSync(folder, { recursive: true });
});

const trail = (...numbers: readonly number[]): string =>
  JSON.stringify({ Records: numbers.map((number) => rawRecord(number)) });

/** Makes a file, and the folders that it lies in. */
function put(path: string, content: string | Uint8Array): string {
  const whole = join(folder, path);
  mkdirSync(join(whole, ".."), { recursive: true });
  writeFileSync(whole, content);
  return whole;
}

async function pagesOf(uri: string, settings: SourceSettings = {}): Promise<readonly Page[]> {
  const source = await openSource(uri, settings);
  const pages: Page[] = [];
  const request = {
    window: { from: timeOf(0), to: timeOf(1) },
    now: new Date(),
    covered: () => [],
    memory: { get: () => undefined, set: () => {} },
  };
  for await (const page of source.read(request)) pages.push(page);
  return pages;
}

interface Whole {
  readonly ids: readonly string[];
  readonly unreadable: readonly Unreadable[];
  readonly coverage: readonly Coverage[];
}

async function readAll(uri: string, settings: SourceSettings = {}): Promise<Whole> {
  const pages = await pagesOf(uri, settings);
  return {
    ids: pages.flatMap(({ records }) => records.map(({ record }) => record.eventID)),
    unreadable: pages.flatMap(({ unreadable }) => unreadable),
    coverage: pages.flatMap(({ coverage = [] }) => coverage),
  };
}

const numbered = (...numbers: readonly number[]): readonly string[] => numbers.map(idOf);

async function assertTold(work: Promise<unknown>, code: ErrorCode, message: RegExp): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof OperatorError, String(error));
    assert.equal(error.code, code);
    assert.match(`${error.message} ${error.hint ?? ""}`, message);
    return true;
  });
}

describe("what can be named", () => {
  const log = put("logs/a.json", trail(1, 2));
  put("logs/b/c.json.gz", gzipSync(trail(3)));
  put("logs/b/d.txt", `${JSON.stringify(rawRecord(4))}\n${JSON.stringify(rawRecord(5))}\n`);
  put("odd/[a]*.json", trail(6));
  put("odd/a-other.json", trail(7));
  const logs = join(folder, "logs");

  const CASES: readonly (readonly [string, string, readonly number[]])[] = [
    ["a file", log, [1, 2]],
    ["a relative path", relative(process.cwd(), log), [1, 2]],
    ["a file:// address", `file://${log}`, [1, 2]],
    ["a folder, with all below it, in the order of the names", logs, [1, 2, 3, 4, 5]],
    ["a glob", join(folder, "logs/**/*.{gz,txt}"), [3, 4, 5]],
    ["a path that exists although it looks like a glob", join(folder, "odd/[a]*.json"), [6]],
  ];
  for (const [says, uri, numbers] of CASES) {
    test(says, async () => {
      const { ids, unreadable } = await readAll(uri);

      assert.deepEqual(ids, numbered(...numbers));
      assert.deepEqual(unreadable, []);
    });
  }

  test("standard input, plain or compressed", async () => {
    const plain = await readAll("-", {
      stdin: Readable.from([trail(1).slice(0, 50), trail(1).slice(50)]),
    });
    const packed = await readAll("file:///dev/stdin", {
      stdin: Readable.from([gzipSync(trail(2))]),
    });
    const empty = await readAll("-", { stdin: Readable.from([]) });

    assert.deepEqual([...plain.ids, ...packed.ids], numbered(1, 2));
    assert.equal(plain.coverage[0]?.source, "file:///dev/stdin");
    assert.deepEqual(empty.unreadable, [
      { position: "standard input", reason: "the file is empty" },
    ]);
  });

  test("a pipe, where the user names it", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const reading = readAll(pipe);
    await writeFile(pipe, trail(1));

    assert.deepEqual((await reading).ids, numbered(1));
  });

  test("a trail's folder without the digests in it, and a digest that is named", async () => {
    const trailFolder = join(folder, "AWSLogs");
    const digest = join(
      trailFolder,
      "1_CloudTrail-Digest_eu-west-1_t_eu-west-1_20261120T150000Z.json",
    );
    mkdirSync(trailFolder);
    await writeFile(join(trailFolder, "1_CloudTrail_eu-west-1_20261120T1405Z_a.json"), trail(1));
    await writeFile(
      digest,
      '{"awsAccountId":"1","digestStartTime":"2026-11-20T14:00:00Z","digestS3Bucket":"b","digestPublicKeyFingerprint":"f","logFiles":[]}',
    );

    for (const uri of [trailFolder, join(trailFolder, "*.json")]) {
      const { ids, unreadable } = await readAll(uri);

      assert.deepEqual(ids, numbered(1));
      assert.deepEqual(unreadable, []);
    }
    const named = await readAll(digest);

    assert.match(named.unreadable[0]?.reason ?? "", /digest/);
  });

  test("nothing that does not exist", async () => {
    await assertTold(openSource(join(folder, "absent.json"), {}), "not-found", /does not exist/);
    await assertTold(openSource(join(folder, "logs/*.xml"), {}), "not-found", /does not exist/);
    await assertTold(openSource("file://elsewhere/logs", {}), "bad-argument", /not the address/);
  });

  test("not standard input where nothing is piped into it", async () => {
    const stdin = Object.assign(Readable.from([]), { isTTY: true });

    await assertTold(openSource("-", { stdin }), "bad-input", /piped/);
  });
});

describe("what cannot be read is told with its file and reason, and the rest is read", () => {
  const CASES: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ["an empty file", "", /^the file is empty$/],
    ["a blank file", " \n\n", /empty/],
    [
      "a gzip file that ends too early",
      gzipSync(trail(1, 2, 3)).subarray(0, 90),
      /damaged gzip: it ends/,
    ],
    ["a gzip file with broken content", damaged(gzipSync(trail(1, 2, 3))), /damaged gzip/],
    ["a gzip bomb", gzipSync(Buffer.alloc(70 * 2 ** 20)), /unpacks to far more/],
    ["gzip inside of gzip", gzipSync(gzipSync(trail(1))), /gzip inside of gzip/],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /binary/],
    ["a zip archive", Buffer.from("504b03040a0000000000", "hex"), /zip/],
    ["a Parquet file", Buffer.from("PAR1\u0015\u0004"), /Parquet/],
    ["a text that is no JSON", "what a day\n", /JSON/],
    [
      "a record without a time",
      JSON.stringify({ ...rawRecord(1), eventTime: null }),
      /no eventTime/,
    ],
    [
      "CloudTrail's digest",
      '{"awsAccountId":"111122223333","digestStartTime":"2026-11-20T14:00:00Z","digestS3Bucket":"b","digestPublicKeyFingerprint":"f","logFiles":[]}',
      /digest/,
    ],
  ];
  for (const [index, [says, content, reason]] of CASES.entries()) {
    test(says, async () => {
      const place = join(folder, `bad-${index}`);
      const bad = put(`bad-${index}/a-bad`, content);
      put(`bad-${index}/b-good.json`, trail(9));

      const { ids, unreadable } = await readAll(place);

      assert.deepEqual(ids, numbered(9));
      assert.equal(unreadable.length, 1);
      assert.ok(unreadable[0]?.position.startsWith(bad), unreadable[0]?.position);
      assert.match(unreadable[0]?.reason ?? "", reason);
    });
  }

  test("links that lead nowhere or around, and pipes in a folder, do not stop it", async () => {
    const place = join(folder, "links");
    put("links/z.json", trail(1));
    symlinkSync(join(place, "absent"), join(place, "broken"));
    symlinkSync(place, join(place, "circle"));
    symlinkSync(join(place, "self"), join(place, "self"));
    symlinkSync(join(place, "z.json"), join(place, "good"));
    execFileSync("mkfifo", [join(place, "pipe")]);

    const { ids, unreadable } = await readAll(place);

    assert.deepEqual(ids, numbered(1, 1));
    assert.deepEqual(
      unreadable.map(({ position, reason }) => [relative(place, position), reason]),
      [
        ["broken", "it is not there (any more)"],
        ["circle", "a link to a folder around it"],
        ["pipe", "neither a file nor a folder"],
        ["self", "a link that leads to itself"],
      ],
    );
  });

  test(
    "files and folders that may not be read",
    { skip: process.getuid?.() === 0 && "root may read everything" },
    async (t) => {
      const closed = [put("secret/a.json", trail(1)), join(put("secret/b/c.json", trail(2)), "..")];
      put("secret/d.json", trail(3));
      for (const path of closed) chmodSync(path, 0);
      t.after(() => {
        for (const path of closed) chmodSync(path, 0o700);
      });

      const { ids, unreadable } = await readAll(join(folder, "secret"));

      assert.deepEqual(ids, numbered(3));
      assert.deepEqual(
        unreadable.map(({ reason }) => reason),
        ["permission denied", "permission denied"],
      );
    },
  );

  test("the position inside of a file stands behind the file's name", async () => {
    const path = put(
      "second-is-bad.json",
      JSON.stringify({ Records: [rawRecord(1), { eventName: 5 }] }),
    );

    const { unreadable } = await readAll(path);

    assert.match(unreadable[0]?.position ?? "", /second-is-bad\.json: record 2$/);
  });
});

function damaged(gzip: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(gzip);
  copy.fill(0xff, 40, 60);
  return copy;
}

describe("how it is read", () => {
  test("UTF-16 with a byte order mark, as PowerShell writes it", async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(trail(1), "utf16le")]);

    const { ids } = await readAll(put("powershell.json", bytes));

    assert.deepEqual(ids, numbered(1));
  });

  test("ten thousand files come in bounded pages, each record once", async () => {
    const place = join(folder, "many");
    for (let number = 0; number < 10_000; number++) {
      put(`many/${number % 20}/${number}.json`, JSON.stringify(rawRecord(number)));
    }

    const pages = await pagesOf(place);

    const ids = new Set(
      pages.flatMap(({ records }) => records.map(({ record }) => record.eventID)),
    );
    assert.equal(ids.size, 10_000);
    assert.ok(pages.length >= 10);
    assert.ok(pages.every(({ records }) => records.length <= 1000));
    assert.match(pages[0]?.progress ?? "", /^\d+ files$/);
  });

  test("one large file comes in pages too", async () => {
    const numbers = Array.from({ length: 3500 }, (_, number) => number);

    const pages = await pagesOf(put("large.json.gz", gzipSync(trail(...numbers))));

    assert.deepEqual(
      pages.map(({ records }) => records.length),
      [1000, 1000, 1000, 500],
    );
  });

  test("coverage is what the files hold, and no more is claimed", async () => {
    const elsewhere = JSON.stringify(rawRecord(7, { awsRegion: "us-east-1" }));
    put("span/a.json", trail(30, 10));
    put("span/b.json", elsewhere);

    const { coverage } = await readAll(join(folder, "span"));

    assert.deepEqual(
      coverage.map(({ region, from, to, state, selector, records }) => ({
        region,
        from,
        to,
        state,
        selector,
        records,
      })),
      [
        {
          region: "eu-west-1",
          from: timeOf(10),
          to: timeOf(31),
          state: "partial",
          selector: "everything",
          records: 2,
        },
        {
          region: "us-east-1",
          from: timeOf(7),
          to: timeOf(8),
          state: "partial",
          selector: "everything",
          records: 1,
        },
      ],
    );
    assert.ok(coverage.every(({ note }) => note === "files prove only what they hold"));
    const pages = await pagesOf(join(folder, "span"));
    assert.ok(pages.every(({ covered }) => covered === undefined));
  });

  const real = "../shared/data/trails";
  test(
    "real trail files of others, all of them",
    { skip: !existsSync(real) && "not here" },
    async () => {
      const pages = await pagesOf(real);
      const { ids, unreadable, coverage } = await readAll(real);

      const aside = pages.reduce((sum, page) => sum + (page.aside ?? 0), 0);
      const seen = coverage.reduce((sum, { records = 0 }) => sum + records, 0);
      assert.ok(ids.length + aside > 30_000, `${ids.length} records, ${aside} left aside`);
      assert.ok(seen > 30_000, `${seen} records seen`);
      assert.ok(
        unreadable.every(({ position, reason }) => position.includes(real) && reason !== ""),
      );
    },
  );
});
