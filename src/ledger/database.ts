import { accessSync, closeSync, constants, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { OperatorError } from "../core/errors.ts";
import { migrations } from "./migrations/index.ts";
import { explainingErrors } from "./sqlite-error.ts";
import { loadSqlite } from "./sqlite.ts";
import type { TemporaryPlace } from "./temporary-place.ts";

/** `TTRL`: tells our file from any other SQLite database. */
const APPLICATION_ID = 0x5454524c;

/** How long a process waits for another's write before it gives up. */
const BUSY_MS = 5000;

/**
 * Opens a ledger's database, made private and brought up to date.
 *
 * @param location a file's path, or `:memory:`: that is SQLite's private temporary database, whose pages go to a file without
 *   a name once they are more than its cache.
 * @throws OperatorError `ledger-unusable` for anything that is not, or cannot become, a ledger of this version;
 *   `ledger-busy`; `unsupported-node`.
 */
export function openDatabase(location: string): DatabaseSync {
  const { DatabaseSync } = loadSqlite();
  return explainingErrors(location, () => {
    if (location !== ":memory:") createPrivately(location);
    const database = new DatabaseSync(location === ":memory:" ? "" : location);
    try {
      prepare(database, location);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  });
}

/** Runs `work` as one transaction that holds the write lock from its start, so that it cannot fail half way for want of it. */
export function transact<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    try {
      database.exec("ROLLBACK");
    } catch {
      // SQLite has rolled back by itself, as it does when the disk is full.
    }
    throw error;
  }
}

/**
 * Moves what was written from the log into the database. The automatic checkpoint starves while others read, and the
 * log then grows without end; it is skipped, not waited for, while somebody reads.
 */
export function checkpoint(database: DatabaseSync): void {
  waitBriefly(database, () => database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").all());
}

/** Keeps a temporary database in memory from now on if its disk has no room: SQLite does not survive a page that it cannot write. */
export function stayInMemory(database: DatabaseSync, place: TemporaryPlace): void {
  const folder = place.folders.find(isWritable);
  if (folder === undefined || !place.hasRoom(folder))
    database.exec("PRAGMA cache_size = -2000000000");
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs what can be left out or put off: it fails soon, instead of waiting, while another process is busy. */
export function waitBriefly<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("PRAGMA busy_timeout = 100");
  try {
    return work();
  } finally {
    database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  }
}

/** Records tell who did what: nobody else's business. SQLite gives its side files the same permissions. */
function createPrivately(location: string): void {
  mkdirSync(dirname(location), { recursive: true, mode: 0o700 });
  closeSync(openSync(location, "a", 0o600));
}

function prepare(database: DatabaseSync, location: string): void {
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  checkIdentity(database, location);
  if (location !== ":memory:") {
    database.exec("PRAGMA page_size = 8192");
    useLog(database);
    // In WAL mode this survives a killed process whole; a power cut may lose the last commits, never the database.
    database.exec("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000");
  }
  // 8 MiB: with 64, half a million records are added and found no faster, and the process keeps all of it.
  database.exec("PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY");
  if (versionOf(database) < migrations.length) migrate(database, location);
}

function checkIdentity(database: DatabaseSync, location: string): void {
  const version = versionOf(database);
  const isOurs = readPragma(database, "application_id") === APPLICATION_ID;
  const isNew = version === 0 && count(database) === 0;
  if (!isOurs && !isNew) {
    throw new OperatorError("ledger-unusable", `${location} is a database, but not a ledger.`, {
      hint: "Name another place with --ledger <path> or TASKTRAIL_LEDGER.",
    });
  }
  if (version > migrations.length) {
    throw new OperatorError(
      "ledger-unusable",
      `The ledger ${location} was made by a newer TaskTrail (version ${version}; this one knows ${migrations.length}).`,
      { hint: "Update TaskTrail, or name another ledger with --ledger <path>." },
    );
  }
}

/** SQLite refuses the switch at once, without waiting, while another process makes it. */
function useLog(database: DatabaseSync): void {
  const deadline = performance.now() + BUSY_MS;
  for (;;) {
    try {
      if (readPragma(database, "journal_mode") === "wal") return;
      database.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function migrate(database: DatabaseSync, location: string): void {
  transact(database, () => {
    // Another process may have been quicker.
    checkIdentity(database, location);
    for (const sql of migrations.slice(versionOf(database))) database.exec(sql);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  });
}

function versionOf(database: DatabaseSync): number {
  return Number(readPragma(database, "user_version"));
}

function readPragma(database: DatabaseSync, name: string): unknown {
  return database.prepare(`PRAGMA ${name}`).get()?.[name];
}

function count(database: DatabaseSync): number {
  return Number(database.prepare("SELECT count(*) AS tables FROM sqlite_master").get()?.tables);
}
