/**
 * Messages between a finding and its delivery. Times are milliseconds since 1970.
 *
 * - `outbox_findings` remembers what was posted, so that a finding that comes up again (a queue delivers twice, windows
 *   overlap, a process was killed) is posted once.
 * - `outbox_groups` hold what is told in one message; the newest of a key that is still open takes in what follows.
 * - `outbox_deliveries` is what each sink knows of each group. `due_ms` is NULL where there is nothing to tell; `begun` is
 *   1 from the start of an attempt to its known end, so that a killed process leaves a trace of what may have arrived.
 */
export const outbox = `
  CREATE TABLE outbox_findings (
    finding TEXT PRIMARY KEY,
    posted_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX outbox_findings_by_time ON outbox_findings (posted_ms);

  CREATE TABLE outbox_groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    until_ms INTEGER NOT NULL,
    count INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    event_ids TEXT NOT NULL,
    notice TEXT NOT NULL
  ) STRICT;

  CREATE INDEX outbox_groups_by_key ON outbox_groups (key, until_ms);
  CREATE INDEX outbox_groups_by_end ON outbox_groups (until_ms);

  CREATE TABLE outbox_deliveries (
    group_id INTEGER NOT NULL REFERENCES outbox_groups (id),
    sink TEXT NOT NULL,
    due_ms INTEGER,
    updates INTEGER NOT NULL,
    told_count INTEGER NOT NULL,
    told_rank INTEGER NOT NULL,
    told_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    begun INTEGER NOT NULL,
    lease_ms INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    reason TEXT,
    PRIMARY KEY (group_id, sink)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX outbox_deliveries_due ON outbox_deliveries (sink, due_ms) WHERE due_ms IS NOT NULL;

  CREATE TABLE outbox_tallies (
    sink TEXT PRIMARY KEY,
    delivered INTEGER NOT NULL,
    doubles INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
