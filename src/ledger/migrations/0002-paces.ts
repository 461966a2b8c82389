/**
 * When the next request may be made that counts against a quota, and how fast they may follow each other: one row for
 * each account and region. Times are milliseconds since 1970.
 */
export const paces = `
  CREATE TABLE paces (
    quota TEXT PRIMARY KEY,
    next_turn REAL NOT NULL,
    per_second REAL NOT NULL,
    lowered_at REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
