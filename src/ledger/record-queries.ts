import type { RecordFilter, ResourceSelector } from "./ledger.ts";
import { IN_CLUSTER, keyText } from "./columns.ts";

export type SqlValue = string | number;

/** One way through one index to records that fit a filter. Several of them, merged, answer a filter that names several things. */
export interface RecordQuery {
  /** `FROM` and the conditions, without time and order. */
  readonly from: string;
  readonly where: readonly string[];
  readonly values: readonly SqlValue[];
  /** The column that time and order go by: that of the index. */
  readonly time: string;
}

/** Where to go on: the last record that was read. */
export interface Position {
  readonly time: number;
  readonly eventID: string;
}

/**
 * The queries whose results together are the records that fit. Which index each uses is decided here and not by SQLite,
 * which without statistics cannot know that names are many and regions few.
 */
export function queriesFor(filter: RecordFilter): readonly RecordQuery[] {
  return driversFor(filter).map((driver) => join(driver, narrow(filter), timesOf(filter, driver)));
}

/** A stretch of a query's rows, in order. */
export function selectRows(
  query: RecordQuery,
  order: "newest" | "oldest",
  after?: Position,
): { readonly sql: string; readonly values: readonly SqlValue[] } {
  const [beyond, direction] = order === "newest" ? ["<", "DESC"] : [">", "ASC"];
  const where = [...query.where];
  const values = [...query.values];
  if (after) {
    where.push(
      `${query.time} ${beyond}= ?`,
      `(${query.time} ${beyond} ? OR r.event_id ${beyond} ?)`,
    );
    values.push(after.time, after.time, after.eventID);
  }
  const sql = `SELECT r.id, r.event_time, r.event_id, r.codec, r.raw FROM ${query.from}
    ${whereClause(where)} ORDER BY ${query.time} ${direction}, r.event_id ${direction} LIMIT ?`;
  return { sql, values };
}

/** The ids of all of a query's rows. */
export function selectIds(query: RecordQuery): {
  readonly sql: string;
  readonly values: readonly SqlValue[];
} {
  const sql = `SELECT DISTINCT r.id FROM ${query.from} ${whereClause(query.where)}`;
  return { sql, values: query.values };
}

function whereClause(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
}

/** More names than this are fewer pages of the time index than merged streams. */
const MOST_NAMES = 20;

function driversFor(filter: RecordFilter): readonly RecordQuery[] {
  const { eventID, resources, eventNames, rootOnly, changesOnly } = filter;
  if (eventID !== undefined) {
    return [{ ...plain(""), where: ["r.event_id = ?"], values: [keyText(eventID)] }];
  }
  if (resources) {
    const kinds = changesOnly ? [1] : [1, 0];
    return resources.flatMap((selector) =>
      kinds.map((isChange) => join(touching(selector, isChange), placedIn(filter))),
    );
  }
  if (rootOnly) return [plain("INDEXED BY records_by_root")];
  if (eventNames && eventNames.length <= MOST_NAMES) {
    const byName = plain("INDEXED BY records_by_name");
    return [...new Set(eventNames)].map((name) =>
      join(byName, { where: ["r.event_name = ?"], values: [keyText(name)] }),
    );
  }
  return [plain(`INDEXED BY records_${changesOnly ? "changes" : "by_time"}`)];
}

function plain(index: string): RecordQuery {
  return { from: `records r ${index}`, where: [], values: [], time: "r.event_time" };
}

interface Conditions {
  readonly where: readonly string[];
  readonly values: readonly SqlValue[];
}

function join(query: RecordQuery, ...more: readonly Conditions[]): RecordQuery {
  return {
    ...query,
    where: [...query.where, ...more.flatMap(({ where }) => where)],
    values: [...query.values, ...more.flatMap(({ values }) => values)],
  };
}

/** A row that an older decoder made counts only until its record is read again. */
function touching({ kind, cluster, name }: ResourceSelector, isChange: number): RecordQuery {
  const conditions: readonly (readonly [string, string | undefined])[] =
    name === undefined
      ? [
          ["t.name = ?", cluster],
          ["t.kind = ?", IN_CLUSTER],
        ]
      : [
          ["t.name = ?", name],
          ["t.kind = ?", kind],
          ["t.cluster = ?", cluster],
          ["t.kind <> ?", IN_CLUSTER],
        ];
  const given = conditions.flatMap(([sql, value]) =>
    value === undefined ? [] : [{ sql, value: keyText(value) }],
  );
  return {
    from: "touched t CROSS JOIN records r ON r.id = t.record AND r.derived = t.derived",
    where: ["t.is_change = ?", ...given.map(({ sql }) => sql)],
    values: [isChange, ...given.map(({ value }) => value)],
    time: "t.event_time",
  };
}

/** Told from the touched rows alone, so that records elsewhere need not be looked at. */
function placedIn({ accounts, regions }: RecordFilter): Conditions {
  const place = oneOf([
    ["account", accounts],
    ["region", regions],
  ]);
  if (place.where.length === 0) return place;
  const sql = `t.place IN (SELECT id FROM places WHERE ${place.where.join(" AND ")})`;
  return { where: [sql], values: place.values };
}

function timesOf({ from, to }: RecordFilter, { time }: RecordQuery): Conditions {
  const bounds = [
    { sql: `${time} >= ?`, at: from },
    { sql: `${time} < ?`, at: to },
  ].flatMap(({ sql, at }) => (at === undefined ? [] : [{ sql, at: wholeSecond(at) }]));
  return { where: bounds.map(({ sql }) => sql), values: bounds.map(({ at }) => at) };
}

/** Records stand at whole seconds, so both "not before 14:00:00.5" and "before 14:00:00.5" mean 14:00:01. */
export function wholeSecond(time: string): number {
  const at = Math.ceil(Date.parse(time) / 1000);
  if (Number.isNaN(at)) throw new RangeError(`not a time: ${time}`);
  return at;
}

function narrow(filter: RecordFilter): Conditions {
  const { where, values } = oneOf([
    ["r.account", filter.accounts],
    ["r.region", filter.regions],
    ["r.event_source", filter.eventSources],
    ["r.event_name", filter.eventNames],
  ]);
  const flags = [
    ...(filter.changesOnly ? ["r.nature = 'mutating'"] : []),
    ...(filter.rootOnly ? ["r.is_root = 1"] : []),
  ];
  return { where: [...where, ...flags], values };
}

function oneOf(lists: readonly (readonly [string, readonly string[] | undefined])[]): Conditions {
  const given = lists.flatMap(([column, list]) => (list ? [{ column, list }] : []));
  return {
    where: given.map(({ column, list }) => `${column} IN (${list.map(() => "?").join(", ")})`),
    values: given.flatMap(({ list }) => list.map(keyText)),
  };
}
