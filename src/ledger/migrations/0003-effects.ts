/**
 * What ECS did or said. ECS forgets stopped tasks after an hour and service events after a hundred, so what a sync saw is
 * kept. The raw thing is kept, so that a better reader can read it again; `id` makes adding twice harmless.
 *
 * Times are milliseconds since 1970. `effects_touched` is, like `touched`, an index by name, so that the effects of one
 * service are one short range.
 */
export const effects = `
  CREATE TABLE effects (
    id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    kind TEXT NOT NULL,
    seen_ms INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES sources (id),
    form TEXT NOT NULL,
    codec INTEGER NOT NULL,
    raw BLOB NOT NULL
  ) STRICT;

  CREATE INDEX effects_by_time ON effects (at_ms);

  CREATE TABLE effects_touched (
    name TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    effect TEXT NOT NULL REFERENCES effects (id),
    kind TEXT NOT NULL,
    cluster TEXT NOT NULL,
    PRIMARY KEY (name, at_ms, effect, kind, cluster)
  ) STRICT, WITHOUT ROWID;
`;
