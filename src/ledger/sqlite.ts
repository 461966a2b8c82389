import { createRequire } from "node:module";
import type * as sqlite from "node:sqlite";
import { OperatorError } from "../core/errors.ts";

type Sqlite = Pick<typeof sqlite, "DatabaseSync">;

/**
 * SQLite with the API of node:sqlite: Node's own where this Node has it (22.13 and later), else `@photostructure/sqlite`,
 * which has the same API. Loaded when first asked for, so that commands without a ledger do not pay for it.
 *
 * @throws OperatorError `unsupported-node` where there is neither.
 */
export function loadSqlite(): Sqlite {
  const builtIn = silently(() => process.getBuiltinModule("node:sqlite") as Sqlite | undefined);
  if (builtIn) return builtIn;
  try {
    return createRequire(import.meta.url)("@photostructure/sqlite") as Sqlite;
  } catch (cause) {
    throw new OperatorError("unsupported-node", `Node ${process.versions.node} has no SQLite.`, {
      hint: "Use Node 22.13 or later, or install TaskTrail again without --omit=optional.",
      cause,
    });
  }
}

/** Node 22 announces that its SQLite is experimental; that helps nobody who asks who stopped a service. */
function silently<Result>(load: () => Result): Result {
  // oxlint-disable-next-line typescript/unbound-method -- put back as it was, not called
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
