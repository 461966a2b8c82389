import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { OperatorError, type ErrorCode } from "../src/core/errors.ts";
import { DERIVED_VERSION } from "../src/ledger/columns.ts";
import { openDatabase, transact } from "../src/ledger/database.ts";
import { DICTIONARY_1 } from "../src/ledger/dictionary-1.ts";
import type { RecordFilter } from "../src/ledger/ledger.ts";
import { ledgerLocation } from "../src/ledger/location.ts";
import { migrations } from "../src/ledger/migrations/index.ts";
import { packRaw, unpackRaw } from "../src/ledger/raw-text.ts";
import { queriesFor, selectRows } from "../src/ledger/record-queries.ts";
import { explainingErrors } from "../src/ledger/sqlite-error.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import { loadSqlite } from "../src/ledger/sqlite.ts";
import { builtRecord, idOf, rawRecord } from "./ledger-records.ts";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-ledger-file-"));
after(() => {
  rmSync(folder, { recursive: true });
});
const place = (name: string): string => join(folder, name);
const mode = (path: string): number => statSync(path).mode & 0o777;

function assertTold(work: () => unknown, code: ErrorCode, message: RegExp): void {
  assert.throws(work, (error) => {
    assert.ok(error instanceof OperatorError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.ok(error.hint !== undefined && error.hint.length > 10);
    return true;
  });
}

describe("where the ledger lives", () => {
  const home = "/home/jane";

  test("in the user's data folder, as XDG has it", () => {
    assert.equal(ledgerLocation({ HOME: home }), "/home/jane/.local/share/tasktrail/ledger.db");
    assert.equal(
      ledgerLocation({ HOME: home, XDG_DATA_HOME: "/data" }),
      "/data/tasktrail/ledger.db",
    );
    assert.equal(
      ledgerLocation({ HOME: home, XDG_DATA_HOME: "relative" }),
      "/home/jane/.local/share/tasktrail/ledger.db",
    );
  });

  test("where TASKTRAIL_LEDGER says, before anything else", () => {
    const env = { HOME: home, XDG_DATA_HOME: "/data", TASKTRAIL_LEDGER: "here.db" };

    assert.equal(ledgerLocation(env), "here.db");
    assert.equal(ledgerLocation({ ...env, TASKTRAIL_LEDGER: "" }), "/data/tasktrail/ledger.db");
  });
});

describe("a ledger's file", () => {
  test("is made with its folders, and for its user alone", () => {
    const path = place("new/deep/ledger.db");

    const ledger = openLedger(path);
    ledger.add({ source: "file:///x", records: [builtRecord(1)] });

    assert.equal(mode(path), 0o600);
    assert.equal(mode(place("new")), 0o700);
    assert.equal(mode(place("new/deep")), 0o700);
    assert.equal(mode(`${path}-wal`), 0o600);
    ledger.close();
    // One driver leaves the log behind until its statements are collected; nothing may be left in it.
    assert.ok(!existsSync(`${path}-wal`) || statSync(`${path}-wal`).size === 0);
  });

  test("holds the records when it is opened again, and can be closed twice", () => {
    const path = place("again.db");
    const first = openLedger(path);
    first.add({ source: "file:///x", records: [builtRecord(1)] });
    first.close();
    first.close();

    const second = openLedger(path);

    assert.equal(second.count({}), 1);
    assert.deepEqual(JSON.parse(second.raw(idOf(1)) ?? ""), rawRecord(1));
    second.close();
  });

  test("of a newer TaskTrail is left alone, with the way out", () => {
    const path = place("newer.db");
    openLedger(path).close();
    const database = openDatabase(path);
    database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    database.close();

    assertTold(() => openLedger(path), "ledger-unusable", /newer TaskTrail/);
  });

  test("that is none is told apart: text, another program's database, a folder", () => {
    writeFileSync(place("text.db"), "not a database, although it is called one. ".repeat(40));
    const { DatabaseSync } = loadSqlite();
    const other = new DatabaseSync(place("other.db"));
    other.exec("CREATE TABLE songs (title TEXT)");
    other.close();
    mkdirSync(place("folder.db"));

    assertTold(() => openLedger(place("text.db")), "ledger-unusable", /holds something else/);
    assertTold(() => openLedger(place("other.db")), "ledger-unusable", /not a ledger/);
    assertTold(() => openLedger(place("folder.db")), "ledger-unusable", /cannot be opened/);
    assertTold(() => openLedger(place("text.db/x.db")), "ledger-unusable", /cannot be opened/);
  });

  test(
    "in a folder that may not be written to is told",
    { skip: process.getuid?.() === 0 && "root may write anywhere" },
    () => {
      mkdirSync(place("locked"));
      chmodSync(place("locked"), 0o500);

      assertTold(() => openLedger(place("locked/ledger.db")), "ledger-unusable", /EACCES/);
    },
  );

  test(
    "where no file can be made is told",
    { skip: !existsSync("/proc/self") && "no /proc" },
    () => {
      assertTold(
        () => openLedger("/proc/ledger.db"),
        "ledger-unusable",
        /cannot be opened or made/,
      );
    },
  );

  test("on a full disk is told", () => {
    const path = place("full.db");
    const database = openDatabase(path);
    database.exec("PRAGMA max_page_count = 20");
    const fill = database.prepare("INSERT INTO notes VALUES (?, hex(zeroblob(100000)))");

    assertTold(
      () =>
        explainingErrors(path, () =>
          transact(database, () => [1, 2, 3].map((key) => fill.run(key))),
        ),
      "ledger-unusable",
      /disk is full/,
    );
    assert.equal(database.prepare("SELECT count(*) AS n FROM notes").get()?.["n"], 0);
    database.close();
  });

  test("that is damaged is told, not passed over", () => {
    const path = place("damaged.db");
    const ledger = openLedger(path);
    ledger.add({ source: "file:///x", records: [builtRecord(1)] });
    ledger.close();
    const database = openDatabase(path);
    database.exec("UPDATE records SET raw = x'0102'");
    database.close();

    const reopened = openLedger(path);
    assertTold(() => [...reopened.records({})], "ledger-unusable", /cannot be read/);
    reopened.close();
  });
});

describe("records that are compressed together", () => {
  const assumed = (number: number) =>
    builtRecord(number, {
      eventSource: "sts.amazonaws.com",
      eventName: "AssumeRole",
      readOnly: true,
      responseElements: { credentials: { accessKeyId: `ASIA${number}` } },
      userAgent: number % 3 === 0 ? "\u{1F600}é\uD800" : "ecs-tasks.amazonaws.com",
    });
  const many = Array.from({ length: 100 }, (_, number) => assumed(number));
  const bundlesIn = (path: string): unknown => {
    const database = openDatabase(path);
    const found = database.prepare("SELECT count(*) AS n FROM bundles").get()?.["n"];
    database.close();
    return found;
  };

  test("are each read as they came, also by those who open the ledger later", () => {
    const path = place("bundles.db");
    const ledger = openLedger(path);
    const report = ledger.add({ source: "file:///x", records: [builtRecord(200), ...many] });
    ledger.close();
    assert.deepEqual(report, { added: 101, known: 0 });

    const reopened = openLedger(path);
    assert.deepEqual(
      [...reopened.records({ order: "oldest", eventSources: ["sts.amazonaws.com"] })],
      many.map(({ record }) => record),
    );
    for (const { record, raw } of many) {
      assert.deepEqual(JSON.parse(reopened.raw(record.eventID) ?? ""), raw);
    }
    assert.equal(reopened.count({ resources: [{ kind: "issued-key", name: "ASIA7" }] }), 1);
    reopened.close();
    assert.equal(bundlesIn(path), 4);
  });

  test("leave no bundle behind that nothing lies in", () => {
    const path = place("bundles-twice.db");
    const ledger = openLedger(path);
    ledger.add({ source: "file:///x", records: many.slice(0, 32) });
    const again = ledger.add({ source: "file:///y", records: many.slice(0, 33) });
    ledger.close();

    assert.deepEqual(again, { added: 1, known: 32 });
    assert.equal(bundlesIn(path), 1);
  });

  test("are read again by another decoder", () => {
    const path = place("bundles-derive.db");
    const ledger = openLedger(path);
    ledger.add({ source: "file:///x", records: many });
    ledger.close();
    const database = openDatabase(path);
    database.exec("UPDATE records SET derived = 0, region = 'nowhere'; DELETE FROM touched");
    database.close();

    const reopened = openLedger(path);

    assert.equal(reopened.count({ regions: ["eu-west-1"] }), 100);
    assert.equal(reopened.count({ resources: [{ kind: "issued-key", name: "ASIA7" }] }), 1);
    reopened.close();
  });

  test("are told where their bundle is gone", () => {
    const path = place("bundles-gone.db");
    const ledger = openLedger(path);
    ledger.add({ source: "file:///x", records: many });
    ledger.close();
    const database = openDatabase(path);
    database.exec("DELETE FROM bundles WHERE id = 2");
    database.close();

    const reopened = openLedger(path);
    assertTold(() => [...reopened.records({})], "ledger-unusable", /cannot be read/);
    reopened.close();
  });
});

describe("a ledger that an older TaskTrail made", () => {
  test("is opened, read and added to", () => {
    const path = place("older.db");
    const { DatabaseSync } = loadSqlite();
    const database = new DatabaseSync(path);
    for (const sql of migrations.slice(0, 4)) database.exec(sql);
    database.exec("PRAGMA user_version = 4; PRAGMA application_id = 0x5454524c");
    database.exec("INSERT INTO sources (uri) VALUES ('file:///x')");
    const { record, raw } = builtRecord(1);
    database
      .prepare(
        `INSERT INTO records (event_id, event_time, account, region, event_source, event_name, nature, is_refused,
           is_root, source, derived, codec, raw)
         VALUES (?, 1795183201, '111122223333', 'eu-west-1', 'ecs.amazonaws.com', 'UpdateService', 'mutating', 0, 0, 1, ?, 1, ?)`,
      )
      .run(record.eventID, DERIVED_VERSION, packRaw(JSON.stringify(raw), 1));
    database.close();

    const ledger = openLedger(path);
    ledger.add({ source: "file:///x", records: [builtRecord(1), builtRecord(2)] });

    assert.deepEqual(
      Array.from(ledger.records({ order: "oldest" }), ({ eventID }) => eventID),
      [idOf(1), idOf(2)],
    );
    assert.deepEqual(JSON.parse(ledger.raw(idOf(1)) ?? ""), raw);
    ledger.close();
  });
});

describe("after the decoder has changed", () => {
  test("the columns are read again from the raw records, in batches", () => {
    const path = place("derive.db");
    const ledger = openLedger(path);
    const records = Array.from({ length: 1200 }, (_, number) => builtRecord(number));
    ledger.add({ source: "file:///x", records });
    ledger.close();
    const database = openDatabase(path);
    database.exec("UPDATE records SET derived = 0, nature = 'read', region = 'nowhere'");
    database.exec("UPDATE touched SET derived = 0, name = 'former-' || name");
    database.close();
    const left: number[] = [];

    const reopened = openLedger(path, { onDerive: (more) => left.push(more) });

    const filter: RecordFilter = {
      changesOnly: true,
      regions: ["eu-west-1"],
      resources: [{ kind: "service", name: "checkout" }],
    };
    assert.equal(reopened.count(filter), 1200);
    assert.equal(reopened.count({ resources: [{ name: "former-checkout" }] }), 0);
    assert.deepEqual(left, [700, 200, 0]);
    reopened.close();
    const again = openLedger(path, { onDerive: (more) => left.push(more) });
    assert.equal(left.length, 3);
    again.close();
  });

  test("what an older decoder says a record touches does not count once it is read again", () => {
    const path = place("derive-half.db");
    const ledger = openLedger(path);
    ledger.add({ source: "file:///x", records: [builtRecord(1)] });
    const database = openDatabase(path);
    database.exec(
      `INSERT INTO touched SELECT 'ghost', 1, event_time, id, 'service', 'prod', 1, ${DERIVED_VERSION - 1} FROM records`,
    );
    database.close();

    assert.equal(ledger.count({ resources: [{ name: "ghost" }] }), 0);
    ledger.close();
  });
});

describe("raw records", () => {
  test("the first dictionary is what it was: rows compressed with it need every byte", () => {
    const digest = createHash("sha256").update(DICTIONARY_1).digest("hex");

    assert.equal(digest, "fd8210a06c68e5405681766ba8c48b2451d5fa378bb9ab3d350cc871f65af873");
  });

  test("a typical record takes less than a third of what plain compression leaves", () => {
    const text = JSON.stringify(rawRecord(1, { userAgent: "aws-cli/2.22.0 md/command#ecs.stop" }));

    const packed = packRaw(text, 1);

    assert.ok(packed.length < text.length / 3, `${packed.length} of ${text.length} bytes`);
    assert.equal(unpackRaw(packed, 1), text);
    assert.equal(unpackRaw(packRaw(text, 0), 0), text);
  });
});

describe("indexes", () => {
  const database = openDatabase(":memory:");
  const plan = (filter: RecordFilter): readonly string[] =>
    queriesFor(filter).flatMap((query) => {
      const { sql, values } = selectRows(query, filter.order ?? "newest", {
        time: 1,
        eventID: "x",
      });
      const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values, 10);
      return rows.map((row) => String(row["detail"]));
    });
  const window = { from: "2026-11-20T14:00:00Z", to: "2026-11-20T15:00:00Z" };
  const CASES: readonly (readonly [string, RecordFilter, RegExp])[] = [
    [
      "a service's story is a range of the touched index",
      { resources: [{ kind: "service", name: "checkout", cluster: "prod" }], ...window },
      /SEARCH t USING PRIMARY KEY \(name=\? AND is_change=\? AND event_time[<>]/,
    ],
    [
      "so is a cluster's",
      { resources: [{ cluster: "prod" }], changesOnly: true },
      /SEARCH t USING PRIMARY KEY \(name=\?/,
    ],
    [
      "a window of changes reads only changes",
      { changesOnly: true, ...window },
      /INDEX records_changes/,
    ],
    ["root is found without reading anybody else", { rootOnly: true }, /INDEX records_by_root/],
    ["one action is found by its name", { eventNames: ["StopTask"] }, /INDEX records_by_name/],
    ["one record is found by its id", { eventID: "x" }, /USING INDEX sqlite_autoindex_records/],
    ["everything in a window is read by time", window, /INDEX records_by_time/],
    ["the newest of everything is read by time", { limit: 1 }, /INDEX records_by_time/],
    [
      "many names are read by time",
      { eventNames: Array.from({ length: 40 }, (_, number) => `Name${String(number)}`), ...window },
      /INDEX records_by_time/,
    ],
  ];

  for (const [says, filter, expected] of CASES) {
    test(`${says}, newest or oldest first, without sorting it all`, () => {
      for (const order of ["newest", "oldest"] as const) {
        const details = plan({ ...filter, order });
        assert.match(details.join("\n"), expected);
        assert.ok(
          details.every((detail) => !detail.startsWith("SCAN")),
          details.join("\n"),
        );
        assert.ok(!details.includes("USE TEMP B-TREE FOR ORDER BY"), details.join("\n"));
      }
    });
  }
});
