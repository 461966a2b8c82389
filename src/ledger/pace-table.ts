import type { DatabaseSync } from "node:sqlite";
import { keyText } from "./columns.ts";
import { transact, waitBriefly } from "./database.ts";
import type { ChangePace, QuotaPace } from "./ledger.ts";
import { isBusy } from "./sqlite-error.ts";

/** Reads and replaces one quota's pace; does without, rather than wait for long, while another process writes. */
export function changePace(
  database: DatabaseSync,
  quota: string,
  change: Parameters<ChangePace>[1],
): QuotaPace | undefined {
  const key = keyText(quota);
  try {
    return waitBriefly(database, () =>
      transact(database, () => {
        const pace = change(readPace(database, key));
        database
          .prepare("INSERT OR REPLACE INTO paces VALUES (?, ?, ?, ?)")
          .run(key, pace.nextTurn, pace.perSecond, pace.loweredAt);
        return pace;
      }),
    );
  } catch (error) {
    if (isBusy(error)) return undefined;
    throw error;
  }
}

/** Every quota that was ever asked against, with its pace. */
export function listPaces(
  database: DatabaseSync,
): readonly (QuotaPace & { readonly quota: string })[] {
  const rows = database.prepare("SELECT * FROM paces ORDER BY quota").all();
  return rows.map((row) => ({
    quota: String(row["quota"]),
    nextTurn: Number(row["next_turn"]),
    perSecond: Number(row["per_second"]),
    loweredAt: Number(row["lowered_at"]),
  }));
}

function readPace(database: DatabaseSync, key: string): QuotaPace | undefined {
  const row = database.prepare("SELECT * FROM paces WHERE quota = ?").get(key);
  return (
    row && {
      nextTurn: Number(row["next_turn"]),
      perSecond: Number(row["per_second"]),
      loweredAt: Number(row["lowered_at"]),
    }
  );
}
