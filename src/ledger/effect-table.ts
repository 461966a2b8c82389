import type { DatabaseSync } from "node:sqlite";
import type { Effect, RawEffect, ReadEffect } from "../core/effect.ts";
import { readEffects } from "../core/read-effects.ts";
import type { Json, JsonObject } from "../core/record.ts";
import { IN_CLUSTER, keyText, touchedBy } from "./columns.ts";
import type { EffectFilter, ResourceSelector } from "./ledger.ts";
import { packRaw, unpackRaw } from "./raw-text.ts";

/** Adds effects; inside a transaction of the caller's. What is known is replaced only by a later look at it. */
export function addEffects(
  database: DatabaseSync,
  effects: readonly ReadEffect[],
  source: number,
  codec: 0 | 1,
): void {
  const insert = database.prepare(
    `INSERT INTO effects (id, at_ms, account, region, kind, seen_ms, source, form, codec, raw)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms, seen_ms = excluded.seen_ms, source = excluded.source,
       form = excluded.form, codec = excluded.codec, raw = excluded.raw WHERE excluded.seen_ms > effects.seen_ms`,
  );
  const forget = database.prepare("DELETE FROM effects_touched WHERE name = ? AND effect = ?");
  const touch = database.prepare(
    `INSERT OR REPLACE INTO effects_touched (name, at_ms, effect, kind, cluster) VALUES (?, ?, ?, ?, ?)`,
  );
  for (const { effect, raw } of effects) {
    const { account, region, kind, resource, related } = effect;
    const at = Date.parse(effect.at);
    const id = keyText(effect.id);
    const text = JSON.stringify({ seenAt: raw.seenAt ?? null, body: raw.body });
    const { changes } = insert.run(
      id,
      at,
      keyText(account),
      keyText(region),
      kind,
      Date.parse(raw.seenAt ?? effect.at),
      source,
      keyText(raw.form),
      codec,
      packRaw(text, codec),
    );
    if (Number(changes) === 0) continue;
    const all = touchedBy([resource, ...related]);
    // A later look may tell another time.
    for (const { name } of all) forget.run(name, id);
    for (const touched of all) touch.run(touched.name, at, id, touched.kind, touched.cluster);
  }
}

/** Effects that fit, read again from what was kept. */
export function findEffects(database: DatabaseSync, filter: EffectFilter): readonly Effect[] {
  const { resources, order = "oldest", limit = -1 } = filter;
  const { where, values } = conditionsOf(filter);
  const among = (resources ?? []).map(touching);
  if (resources !== undefined) {
    if (among.length === 0) return [];
    where.push(`id IN (${among.map(({ sql }) => sql).join(" UNION ")})`);
    values.push(...among.flatMap((one) => one.values));
  }
  const clause = where.length === 0 ? "" : `WHERE ${where.join(" AND ")}`;
  const direction = order === "oldest" ? "ASC" : "DESC";
  const rows = database
    .prepare(
      `SELECT id, account, region, form, codec, raw FROM effects ${clause} ORDER BY at_ms ${direction}, id LIMIT ?`,
    )
    .all(...values, limit);
  return rows.flatMap((row) => readRow(row));
}

function readRow(row: Record<string, unknown>): readonly Effect[] {
  const text = unpackRaw(row["raw"] as Uint8Array, Number(row["codec"]));
  const { seenAt, body } = JSON.parse(text) as { seenAt: Json; body: JsonObject };
  const raw: RawEffect = {
    form: String(row["form"]),
    account: String(row["account"]),
    region: String(row["region"]),
    ...(typeof seenAt === "string" && { seenAt }),
    body,
  };
  return readEffects(raw).filter(({ id }) => keyText(id) === row["id"]);
}

type SqlValue = string | number;

function conditionsOf(filter: EffectFilter): { where: string[]; values: SqlValue[] } {
  const given: (readonly [string, readonly SqlValue[] | undefined])[] = [
    ["at_ms >= ?", filter.from === undefined ? undefined : [Date.parse(filter.from)]],
    ["at_ms < ?", filter.to === undefined ? undefined : [Date.parse(filter.to)]],
    ["id = ?", filter.id === undefined ? undefined : [keyText(filter.id)]],
    ...[
      ["account", filter.accounts] as const,
      ["region", filter.regions] as const,
      ["kind", filter.kinds] as const,
    ].map(([column, list]): readonly [string, readonly string[] | undefined] => [
      `${column} IN (${(list ?? []).map(() => "?").join(", ")})`,
      list?.map(keyText),
    ]),
  ];
  const used = given.flatMap(([sql, values]) => (values ? [{ sql, values }] : []));
  return { where: used.map(({ sql }) => sql), values: used.flatMap(({ values }) => values) };
}

function touching({ kind, cluster, name }: ResourceSelector): {
  readonly sql: string;
  readonly values: readonly SqlValue[];
} {
  const conditions: readonly (readonly [string, string | undefined])[] =
    name === undefined
      ? [
          ["name = ?", cluster],
          ["kind = ?", IN_CLUSTER],
        ]
      : [
          ["name = ?", name],
          ["kind = ?", kind],
          ["cluster = ?", cluster],
          ["kind <> ?", IN_CLUSTER],
        ];
  const given = conditions.flatMap(([sql, value]) =>
    value === undefined ? [] : [{ sql, value: keyText(value) }],
  );
  return {
    sql: `SELECT effect FROM effects_touched WHERE ${given.map(({ sql }) => sql).join(" AND ")}`,
    values: given.map(({ value }) => value),
  };
}
