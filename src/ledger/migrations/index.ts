import { records } from "./0001-records.ts";
import { paces } from "./0002-paces.ts";
import { effects } from "./0003-effects.ts";
import { outbox } from "./0004-outbox.ts";
import { bundles } from "./0005-bundles.ts";

/** Every step of the ledger's schema, in order; the database's `user_version` counts those taken. Never edited once released. */
export const migrations: readonly string[] = [records, paces, effects, outbox, bundles];
