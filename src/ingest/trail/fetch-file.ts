import { StoreFailure, type StoredObject } from "../../storage/object-store.ts";
import type { Scanned } from "./scanner.ts";
import type { TrailRun } from "./trail-run.ts";

/** A log file that a listing told of; `at` in seconds since 1970. */
export interface ListedFile extends StoredObject {
  readonly at: number;
}

/** Why a file tells nothing. */
export type Loss = StoreFailure["code"] | "damaged" | "too-large";

/** What came of one file. */
export type Fetched<File extends StoredObject> =
  | { readonly file: File; readonly scanned: Scanned; readonly loss?: undefined }
  | { readonly file: File; readonly scanned?: Scanned; readonly loss: Loss; readonly why: string }
  /** The reading has ended before it. */
  | { readonly file: File; readonly scanned?: undefined; readonly loss: "unread" };

/** CloudTrail's files are 50 MB at most; whatever is as large as this is none of them. */
const LARGEST = 2048 * 2 ** 20;

/** Gets a file and reads it. Never rejects: whatever goes wrong is told. */
export async function fetchFile<File extends StoredObject>(
  file: File,
  run: TrailRun,
): Promise<Fetched<File>> {
  const { key, size, storageClass } = file;
  if (storageClass !== undefined) {
    const why = `${key} is archived in ${storageClass}: restore it first`;
    return { file, loss: "archived", why };
  }
  if (size > LARGEST) return { file, loss: "too-large", why: `${key} is larger than 2 GiB` };
  if (!run.goesOn()) return { file, loss: "unread" };
  try {
    const { bytes } = await run.trail.store.get(key, run.signal);
    run.answered();
    const scanned = await run.scanner.scan({ name: key, bytes }, run.signal);
    return judge(file, scanned);
  } catch (error) {
    if (run.signal.aborted) return { file, loss: "unread" };
    if (!(error instanceof StoreFailure)) return { file, loss: "unread", ...bug(error, run) };
    run.failed(error);
    return run.ended && error.code !== "access-denied"
      ? { file, loss: "unread" }
      : { file, loss: error.code, why: error.message };
  }
}

/** What is no trouble of the store's is ours: it is thrown once all that is under way has come in. */
function bug(error: unknown, run: TrailRun): object {
  run.broken ??= { error };
  return {};
}

/** A file of which nothing could be read proves nothing; its records that could be read are kept all the same. */
function judge<File extends StoredObject>(file: File, scanned: Scanned): Fetched<File> {
  const whole = scanned.unreadable.find(({ position }) => position === file.key);
  if (!whole) return { file, scanned };
  return { file, scanned, loss: "damaged", why: `${file.key}: ${whole.reason}` };
}
