import type { Coverage } from "../core/coverage.ts";
import { isObject } from "../core/record.ts";
import type { Ledger } from "../ledger/ledger.ts";

/** What kept a sync from seeing an account and region, until one succeeds. */
export interface Unseen {
  readonly account: string;
  readonly region: string;
  readonly state: Coverage["state"];
  readonly note: string;
  /** When it was tried: ISO 8601 in UTC. */
  readonly at: string;
}

const KEY = "unseen places";

/** Keeps in the ledger which places could not be seen, and forgets those that now could. */
export function rememberUnseen(ledger: Ledger, coverage: readonly Coverage[], now: Date): void {
  const kept = new Map(unseenPlaces(ledger).map((unseen) => [keyOf(unseen), unseen]));
  for (const part of coverage) kept.delete(keyOf(part));
  for (const { account, region, state, note = "" } of coverage) {
    if (state !== "denied" && state !== "unreachable") continue;
    const unseen = { account, region, state, note, at: now.toISOString() };
    kept.set(keyOf(unseen), unseen);
  }
  ledger.saveNote(KEY, JSON.stringify([...kept.values()]));
}

/** The places that the last sync of each could not see. */
export function unseenPlaces(ledger: Ledger): readonly Unseen[] {
  const kept: unknown = JSON.parse(ledger.note(KEY) ?? "[]");
  return Array.isArray(kept) ? kept.filter(isUnseen) : [];
}

function isUnseen(value: unknown): value is Unseen {
  return (
    isObject(value) && typeof value["account"] === "string" && typeof value["state"] === "string"
  );
}

function keyOf({ account, region }: Pick<Unseen, "account" | "region">): string {
  return JSON.stringify([account, region]);
}
