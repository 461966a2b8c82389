import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import fc from "fast-check";
import { temporaryPlace, type TemporaryPlace } from "./temporary-place.ts";
import { TextLog } from "./text-log.ts";

const SMALL = { blockBytes: 16, memoryBytes: 48 };

function placeIn(folder: string, about: Partial<TemporaryPlace> = {}): TemporaryPlace {
  return { ...temporaryPlace(), folders: [folder], ...about };
}

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "tasktrail-texts-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A log that holds the texts, and a way to read each again. */
function filled(place: TemporaryPlace, texts: readonly string[]) {
  const log = new TextLog(place, SMALL);
  const ends = texts.map((text) => log.put(text));
  const read = (index: number): string => log.read(ends[index - 1] ?? 0, ends[index] ?? 0);
  return { log, readAll: () => texts.map((_, index) => read(index)), read };
}

const numbered = Array.from({ length: 40 }, (_, index) => `text ${String(index)}`);

/** A file with this name stays for as long as it is open. */
const CANNOT_UNLINK = {
  unlink: (): never => {
    throw new Error("in use");
  },
};

test("texts are the same from memory and from the file, in any order", (t) => {
  const folder = folderFor(t);
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary", maxLength: 40 }), { minLength: 1, maxLength: 60 }),
      fc.array(fc.nat()),
      (texts, order) => {
        const { log, read, readAll } = filled(placeIn(folder), texts);
        assert.deepEqual(readAll(), texts);
        for (const number of order) {
          assert.equal(read(number % texts.length), texts[number % texts.length]);
        }
        log.clear();
      },
    ),
  );
});

test("the file has no name while it is written", (t) => {
  const folder = folderFor(t);
  const { log, readAll } = filled(placeIn(folder), numbered);

  assert.deepEqual(readdirSync(folder), []);
  assert.deepEqual(readAll(), numbered);
  log.clear();
});

test("a file that keeps its name is private, and gone when the log is cleared", (t) => {
  const folder = folderFor(t);
  const tries: string[] = [];
  const unlink = (path: string): void => {
    tries.push(path);
    if (tries.length === 1) throw new Error("in use");
    rmSync(path);
  };
  const { log, readAll } = filled(placeIn(folder, { unlink }), numbered);
  const [name = ""] = readdirSync(folder);

  assert.equal(join(folder, name), tries[0]);
  if (process.platform !== "win32") {
    assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
  }
  assert.deepEqual(readAll(), numbered);
  log.clear();
  assert.deepEqual(readdirSync(folder), []);
  assert.equal(process.listeners("exit").filter(({ name: by }) => by === "remove").length, 0);
});

test("a file that cannot be removed holds nothing after the log is cleared", (t) => {
  const folder = folderFor(t);
  const { log } = filled(placeIn(folder, CANNOT_UNLINK), numbered);
  const [name = ""] = readdirSync(folder);

  assert.ok(statSync(join(folder, name)).size > 0);
  log.clear();
  assert.equal(statSync(join(folder, name)).size, 0);
});

test("what is put after the log was cleared is found", (t) => {
  const folder = folderFor(t);
  const { log } = filled(placeIn(folder), numbered);
  log.clear();
  const ends = [log.put(""), ...numbered.map((text) => log.put(text))];

  const again = numbered.map((_, index) => log.read(ends[index] ?? 0, ends[index + 1] ?? 0));
  assert.deepEqual(again, numbered);
  log.clear();
});

test("nothing is lost where no file can be made", (t) => {
  const folder = folderFor(t);
  const file = join(folder, "file");
  writeFileSync(file, "");

  for (const folders of [[], [join(folder, "none")], [file], [file, folder]]) {
    const { log, readAll } = filled({ ...temporaryPlace(), folders }, numbered);
    assert.deepEqual(readAll(), numbered, folders.join());
    log.clear();
  }
});

test("nothing is lost in a folder that may not be written", (t) => {
  const folder = folderFor(t);
  chmodSync(folder, 0o500);

  assert.deepEqual(filled(placeIn(folder), numbered).readAll(), numbered);
});

test("nothing is lost when the disk has no more room, and the rest of it is left alone", (t) => {
  const folder = folderFor(t);
  for (const rounds of [0, 1, 5]) {
    let left = rounds;
    const place = placeIn(folder, { hasRoom: () => left-- > 0 });
    const { log, readAll } = filled(place, numbered);

    assert.deepEqual(readAll(), numbered);
    assert.equal(left, -1, "it is asked once more and then never again");
    log.clear();
  }
});

test("a file that somebody cuts short is told, not read as something else", (t) => {
  const folder = folderFor(t);
  const { log, read } = filled(placeIn(folder, CANNOT_UNLINK), numbered);
  const [name = ""] = readdirSync(folder);
  writeFileSync(join(folder, name), "te");

  assert.throws(() => read(0), /cut short/);
  log.clear();
});
