import assert from "node:assert/strict";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileMemory } from "../src/integrity/file-memory.ts";
import type { VerifiedMemory } from "../src/integrity/verified-memory.ts";
import { FolderStore } from "../src/storage/folder-store.ts";
import type { ObjectStore } from "../src/storage/object-store.ts";
import {
  ACCOUNT,
  BEGIN,
  digestedTrail,
  digestKey,
  END,
  logKey,
  verifyStore,
  type Objects,
  type Verified,
} from "./digested-trail.ts";

const HOUR = 3_600_000;
const log = (hour: number): string => logKey(ACCOUNT, "eu-west-1", BEGIN + hour * HOUR);

/** Until a file's time of change is past the tick of the clock: whatever comes next has another. */
const settle = (): Promise<void> => wait(150);

interface Copy {
  readonly path: (key: string) => string;
  readonly memory: VerifiedMemory;
  readonly write: (objects: Objects) => void;
  /** Verifies again; tells what was opened. */
  readonly verify: (
    memory?: VerifiedMemory,
    clock?: () => number,
  ) => Promise<Verified & { readonly opened: readonly string[] }>;
}

function copyOf(objects: Objects, t: TestContext): Copy {
  const folder = mkdtempSync(join(tmpdir(), "tasktrail-copy-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = (key: string): string => join(folder, "copy", key);
  const memory = fileMemory(join(folder, "memory"), "a copy");
  const write = (all: Objects): void => {
    for (const [key, { bytes }] of all) {
      mkdirSync(dirname(path(key)), { recursive: true });
      writeFileSync(path(key), bytes);
    }
  };
  write(objects);
  return {
    path,
    memory,
    write,
    async verify(known = memory, clock = Date.now) {
      const folderStore = new FolderStore(join(folder, "copy"), clock);
      const opened: string[] = [];
      const store: ObjectStore = {
        uri: folderStore.uri,
        list: (prefix, options) => folderStore.list(prefix, options),
        folders: (prefix, signal) => folderStore.folders(prefix, signal),
        get(key, signal) {
          opened.push(key);
          return folderStore.get(key, signal);
        },
      };
      return { ...(await verifyStore(store, { memory: known })), opened };
    },
  };
}

const spans = ({ regions }: Verified): readonly string[] =>
  (regions[0]?.verified ?? []).map(
    ({ from, to }) => `${from.slice(11, 16)} to ${to.slice(11, 16)}`,
  );

describe("a downloaded copy that was verified before", () => {
  test("is not opened again where no file has changed, and the verdict is the same", async (t) => {
    const copy = copyOf(digestedTrail(), t);
    await settle();
    const first = await copy.verify();
    assert.equal(first.chains[0]?.logs.remembered, 0);
    const second = await copy.verify();
    assert.deepEqual(second.opened, []);
    assert.deepEqual(spans(second), spans(first));
    assert.deepEqual(second.notices, first.notices);
    assert.deepEqual(
      [second.chains[0]?.digests.remembered, second.chains[0]?.logs.remembered],
      [12, 24],
    );
  });

  test("with a byte changed and the time put back is found, and nothing else is opened", async (t) => {
    const copy = copyOf(digestedTrail(), t);
    await settle();
    await copy.verify();
    const path = copy.path(log(5));
    const { atime, mtime, size } = statSync(path);
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 12) ^ 1, bytes.length - 12);
    writeFileSync(path, bytes);
    utimesSync(path, atime, mtime);
    assert.deepEqual([statSync(path).size, statSync(path).mtime], [size, mtime]);
    const { kinds, opened } = await copy.verify();
    assert.match(kinds.join(), /^log-(changed|format)$/);
    assert.deepEqual(opened, [log(5)]);
  });

  test("with two files swapped is found", async (t) => {
    const copy = copyOf(digestedTrail(), t);
    await settle();
    await copy.verify();
    const aside = copy.path("aside");
    renameSync(copy.path(log(5)), aside);
    renameSync(copy.path(log(8)), copy.path(log(5)));
    renameSync(aside, copy.path(log(8)));
    const { problems, opened } = await copy.verify();
    assert.deepEqual(
      problems.map(({ kind, key }) => [kind, key]),
      [
        ["log-changed", log(5)],
        ["log-changed", log(8)],
      ],
    );
    assert.deepEqual(opened.toSorted(), [log(5), log(8)].toSorted());
  });

  test("with a digest changed or a file gone is found", async (t) => {
    const copy = copyOf(digestedTrail(), t);
    await settle();
    await copy.verify();
    copyFileSync(copy.path(digestKey(5)), copy.path(digestKey(6)));
    rmSync(copy.path(log(9)));
    const { kinds } = await copy.verify();
    assert.deepEqual(kinds.toSorted(), ["digest-moved", "log-missing"]);
  });

  test("copied once more with the same content is read again, and is valid", async (t) => {
    const copy = copyOf(digestedTrail(), t);
    await settle();
    await copy.verify();
    copy.write(new Map([[log(5), { bytes: readFileSync(copy.path(log(5))) }]]));
    const { kinds, opened } = await copy.verify();
    assert.deepEqual([kinds, opened], [[], [log(5)]]);
  });

  test("is read where it has grown, and the next digest proves what was the newest one", async (t) => {
    const copy = copyOf(digestedTrail({ to: END - HOUR }), t);
    await settle();
    assert.deepEqual(spans(await copy.verify()), ["00:00 to 10:00"]);
    const grown = digestedTrail();
    const fresh = [log(11), log(11.5), digestKey(12)];
    copy.write(new Map([...grown].filter(([key]) => fresh.includes(key))));
    await settle();
    const second = await copy.verify();
    assert.deepEqual([...new Set(second.opened)].toSorted(), fresh.toSorted());
    assert.deepEqual(spans(second), ["00:00 to 11:00"]);
  });

  test("proves its newest digest once the signature is laid beside it", async (t) => {
    const objects = digestedTrail();
    const copy = copyOf(objects, t);
    await settle();
    await copy.verify();
    const Metadata = objects.get(digestKey(12))?.metadata;
    const sidecar = `${digestKey(12)}.head.json`;
    copy.write(new Map([[sidecar, { bytes: Buffer.from(JSON.stringify({ Metadata })) }]]));
    await settle();
    assert.deepEqual(spans(await copy.verify()), ["00:00 to 12:00"]);
    assert.deepEqual((await copy.verify()).opened, []);
  });

  test("with backfilled hours is not opened again either", async (t) => {
    const backfill = [{ from: BEGIN + 4 * HOUR, to: BEGIN + 7 * HOUR }];
    const objects = new Map(
      [...digestedTrail({ backfill })].flatMap(([key, object]): [string, typeof object][] => {
        const head = { bytes: Buffer.from(JSON.stringify({ Metadata: object.metadata })) };
        return object.metadata
          ? [
              [key, object],
              [`${key}.head.json`, head],
            ]
          : [[key, object]];
      }),
    );
    const copy = copyOf(objects, t);
    await settle();
    const first = await copy.verify();
    assert.deepEqual(spans(first), ["00:00 to 12:00"]);
    const second = await copy.verify();
    assert.deepEqual(second.opened, []);
    assert.deepEqual(spans(second), ["00:00 to 12:00"]);
  });

  test("is read again as a whole where the memory is doubted, and the memory does not grow by it", async (t) => {
    const copy = copyOf(digestedTrail(), t);
    await settle();
    await copy.verify();
    let saved = 0;
    const doubted: VerifiedMemory = {
      ...copy.memory,
      isDoubted: true,
      save: async (folder, digests) => {
        saved += digests.length;
        await copy.memory.save(folder, digests);
      },
    };
    const { opened, chains } = await copy.verify(doubted);
    assert.equal(new Set(opened).size, 36);
    assert.equal(chains[0]?.logs.remembered, 0);
    assert.equal(saved, 0);
  });

  test("that was written in this very moment is not remembered: it may be written once more in it", async (t) => {
    const written = Date.now();
    const copy = copyOf(digestedTrail(), t);
    await copy.verify(copy.memory, () => written);
    assert.equal((await copy.verify()).chains[0]?.logs.remembered, 0);
  });
});
