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
  const { where, values } = narrow(filter);
  return driversFor(filter).map((driver) => ({
    ...driver,
    where: [...driver.where, ...where],
    values: [...driver.values, ...values],
  }));
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
    const where = ["r.event_id = ?"];
    return within(filter, { ...plain(""), where, values: [keyText(eventID)] });
  }
  if (resources) return resources.flatMap((selector) => within(filter, touching(selector)));
  if (rootOnly) return within(filter, plain("INDEXED BY records_by_root"));
  if (eventNames && eventNames.length <= MOST_NAMES) {
    return [...new Set(eventNames)].flatMap((name) =>
      within(filter, {
        ...plain("INDEXED BY records_by_name"),
        where: ["r.event_name = ?"],
        values: [keyText(name)],
      }),
    );
  }
  return within(filter, plain(`INDEXED BY records_${changesOnly ? "changes" : "by_time"}`));
}

function plain(index: string): RecordQuery {
  return { from: `records r ${index}`, where: [], values: [], time: "r.event_time" };
}

/** A row that an older decoder made counts only until its record is read again. */
function touching(selector: ResourceSelector): RecordQuery {
  const { kind, cluster, name } = selector;
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
    where: given.map(({ sql }) => sql),
    values: given.map(({ value }) => value),
    time: "t.event_time",
  };
}

function within({ from, to }: RecordFilter, query: RecordQuery): readonly RecordQuery[] {
  const where = [...query.where];
  const values = [...query.values];
  for (const [sql, time] of [
    [`${query.time} >= ?`, from],
    [`${query.time} < ?`, to],
  ] as const) {
    if (time === undefined) continue;
    where.push(sql);
    values.push(wholeSecond(time));
  }
  return [{ ...query, where, values }];
}

/** Records stand at whole seconds, so both "not before 14:00:00.5" and "before 14:00:00.5" mean 14:00:01. */
function wholeSecond(time: string): number {
  const at = Math.ceil(Date.parse(time) / 1000);
  if (Number.isNaN(at)) throw new RangeError(`not a time: ${time}`);
  return at;
}

interface Conditions {
  readonly where: readonly string[];
  readonly values: readonly SqlValue[];
}

function narrow(filter: RecordFilter): Conditions {
  const lists: readonly (readonly [string, readonly string[] | undefined])[] = [
    ["r.account", filter.accounts],
    ["r.region", filter.regions],
    ["r.event_source", filter.eventSources],
    ["r.event_name", filter.eventNames],
  ];
  const given = lists.flatMap(([column, list]) => (list ? [{ column, list }] : []));
  const where = given.map(({ column, list }) => `${column} IN (${list.map(() => "?").join(", ")})`);
  if (filter.changesOnly) where.push("r.nature = 'mutating'");
  if (filter.rootOnly) where.push("r.is_root = 1");
  return { where, values: given.flatMap(({ list }) => list.map(keyText)) };
}
