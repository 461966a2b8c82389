/**
 * Records, what they touch, what has been seen, and notes.
 *
 * Why these indexes and no more (each costs every insert):
 * - `event_id` UNIQUE is what makes adding twice harmless.
 * - `records_by_time` serves windows that ask for everything, newest first.
 * - `records_changes` holds only what changed something. Monitors make up to a hundred times as many reads, and most
 *   questions leave those out.
 * - `records_by_name` serves `--action StopTask` without a window.
 * - `records_by_root` is nearly empty, which is what makes "did anybody use root?" instant.
 * - `records_by_derived` finds the rows that an older decoder made.
 * - `touched` IS an index: by name, then changes apart from the rest, then time, so that one service's story is one
 *   short range whatever the ledger's size. It holds the place too: names repeat from account to account.
 *
 * Times are whole seconds since 1970 in records, as CloudTrail tells them, and milliseconds in coverage.
 */
export const records = `
  CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    uri TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    event_time INTEGER NOT NULL,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    event_source TEXT NOT NULL,
    event_name TEXT NOT NULL,
    nature TEXT NOT NULL,
    is_refused INTEGER NOT NULL,
    is_root INTEGER NOT NULL,
    access_key_id TEXT,
    source INTEGER NOT NULL REFERENCES sources (id),
    derived INTEGER NOT NULL,
    codec INTEGER NOT NULL,
    raw BLOB NOT NULL
  ) STRICT;

  CREATE INDEX records_by_time ON records (event_time);
  CREATE INDEX records_changes ON records (event_time) WHERE nature = 'mutating';
  CREATE INDEX records_by_name ON records (event_name, event_time);
  CREATE INDEX records_by_root ON records (event_time) WHERE is_root = 1;
  CREATE INDEX records_by_derived ON records (derived);

  CREATE TABLE places (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    UNIQUE (account, region)
  ) STRICT;

  CREATE TABLE touched (
    name TEXT NOT NULL,
    is_change INTEGER NOT NULL,
    event_time INTEGER NOT NULL,
    record INTEGER NOT NULL REFERENCES records (id),
    kind TEXT NOT NULL,
    cluster TEXT NOT NULL,
    place INTEGER NOT NULL REFERENCES places (id),
    derived INTEGER NOT NULL,
    PRIMARY KEY (name, is_change, event_time, record, kind, cluster)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE coverage (
    source TEXT NOT NULL,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    selector TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    PRIMARY KEY (source, account, region, selector, from_ms)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE notes (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
