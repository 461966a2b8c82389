import { OperatorError } from "../core/errors.ts";

const OTHER_LEDGER = "Name another place with --ledger <path> or TASKTRAIL_LEDGER.";

/** SQLite's primary result codes that the operator can do something about: https://sqlite.org/rescode.html */
const SAID: ReadonlyMap<number, readonly [what: string, hint: string]> = new Map([
  [3, ["may not be opened: permission denied", OTHER_LEDGER]],
  [8, ["may not be written to", OTHER_LEDGER]],
  [10, ["cannot be read or written: the disk reports an error", OTHER_LEDGER]],
  [
    11,
    ["is damaged", "Move it away; what it held can be read again from CloudTrail or from files."],
  ],
  [13, ["cannot grow: the disk is full", `Make room, or: ${OTHER_LEDGER}`]],
  [14, ["cannot be opened or made there", OTHER_LEDGER]],
  [26, ["is not a ledger: the file holds something else", OTHER_LEDGER]],
]);

const BUSY = 5;
const LOCKED = 6;

/** Whether SQLite says that another process holds what it needs. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error && "errcode" in error && typeof error.errcode === "number")) {
    return false;
  }
  const primary = error.errcode & 0xff;
  return primary === BUSY || primary === LOCKED;
}

/** What SQLite or the file system says, as something the operator can act on; anything else comes back as it is. */
function explainSqliteError(error: unknown, location: string): unknown {
  if (!(error instanceof Error) || error instanceof OperatorError) return error;
  if ("errcode" in error && typeof error.errcode === "number") {
    // The lower byte is the primary code, the rest tells it apart further.
    const primary = error.errcode & 0xff;
    if (isBusy(error)) return busy(location, error);
    const said = SAID.get(primary);
    if (said) return unusable(location, said, error);
  }
  if ("code" in error && FILE_SYSTEM.has(String(error.code))) {
    return unusable(
      location,
      [`cannot be opened or made there (${String(error.code)})`, OTHER_LEDGER],
      error,
    );
  }
  return error;
}

const FILE_SYSTEM: ReadonlySet<string> = new Set([
  "EACCES",
  "EEXIST",
  "EISDIR",
  "ENOENT",
  "ENOSPC",
  "ENOTDIR",
  "EPERM",
  "EROFS",
]);

/** Runs `work`, telling errors of SQLite as the operator's. */
export function explainingErrors<Result>(location: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw explainSqliteError(error, location);
  }
}

function busy(location: string, cause: unknown): OperatorError {
  return new OperatorError("ledger-busy", `Another process keeps the ledger ${location} busy.`, {
    hint: "Wait until it has finished, or use --ledger :memory: for this one question.",
    cause,
  });
}

function unusable(
  location: string,
  [what, hint]: readonly [what: string, hint: string],
  cause: unknown,
): OperatorError {
  return new OperatorError("ledger-unusable", `The ledger ${location} ${what}.`, { hint, cause });
}
