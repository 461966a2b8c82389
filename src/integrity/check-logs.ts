import { StoreFailure, type StoredObject } from "../storage/object-store.ts";
import { hashContent } from "./content.ts";
import { fetchObject, type Context } from "./context.ts";
import type { DigestedLog } from "./digest.ts";
import type { Origin } from "./judge-digest.ts";
import type { LogShelf } from "./log-shelf.ts";
import type { FileVerdict } from "./verification.ts";
import { isUnchanged, type RememberedDigest, type RememberedLog } from "./verified-memory.ts";

/** One log file of a digest, checked. */
export interface CheckedLog {
  readonly log: DigestedLog;
  readonly verdict: "valid" | "unread" | "log-changed" | "log-format" | "log-missing";
  readonly reason: string;
  /** As it lay in the store, where it was listed and can be recognised again. */
  readonly object?: StoredObject;
  readonly isRemembered: boolean;
}

/** Holds every log file of a digest against the hash that the digest has of it. Never throws for the store. */
export async function checkLogs(
  logs: readonly DigestedLog[],
  origin: Origin,
  shelf: LogShelf,
  context: Context,
  remembered: RememberedDigest | undefined,
): Promise<readonly CheckedLog[]> {
  const known = new Map(remembered?.digest.logs.map((log) => [log.key, log]) ?? []);
  return Promise.all(
    logs.map(async (log) => {
      const checked = await checkLog(log, origin, shelf, context, known.get(log.key));
      tellLog(checked, context);
      return checked;
    }),
  );
}

async function checkLog(
  log: DigestedLog,
  origin: Origin,
  shelf: LogShelf,
  context: Context,
  known: RememberedLog | undefined,
): Promise<CheckedLog> {
  const as = (verdict: CheckedLog["verdict"], reason: string): CheckedLog => ({
    log,
    verdict,
    reason,
    isRemembered: false,
  });
  if (log.bucket !== origin.bucket || !log.key.startsWith(origin.above)) {
    return as("unread", `lies elsewhere, in s3://${log.bucket}/${log.key}`);
  }
  const key = log.key.slice(origin.above.length);
  const object = shelf.name(key);
  if (object && known?.hash === log.hash && isUnchanged(object, known)) {
    return { ...as("valid", ""), object, isRemembered: true };
  }
  try {
    const { bytes } = await fetchObject(context, key, object?.size);
    const hash = await hashContent(bytes, !context.isBucket);
    if (hash === undefined) return as("log-format", "invalid format");
    if (hash !== log.hash) return as("log-changed", "hash value doesn't match");
    return { ...as("valid", ""), ...(object && { object }) };
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    return error.code === "not-found"
      ? as("log-missing", "not found")
      : as("unread", error.message);
  }
}

function tellLog({ log, verdict }: CheckedLog, { tell: say, progress }: Context): void {
  const told: FileVerdict = { file: "log", key: log.key, verdict, isBackfill: false };
  say(told);
  progress(1);
}
