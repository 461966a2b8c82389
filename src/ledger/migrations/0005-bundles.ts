/**
 * Texts of records that are compressed together, where each by itself would take five times as long and a third more
 * room. A record whose `codec` says so has in `raw` which bundle its text is in, and where: `17 0 1489`.
 */
export const bundles = `
  CREATE TABLE bundles (
    id INTEGER PRIMARY KEY,
    codec INTEGER NOT NULL,
    raw BLOB NOT NULL
  ) STRICT;
`;
