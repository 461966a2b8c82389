import { StoreFailure, type StoredObject } from "../../storage/object-store.ts";
import type { ScannedPart } from "./scanner.ts";
import type { TrailRun } from "./trail-run.ts";

/** A log file that a listing told of; `at` in seconds since 1970. */
export interface ListedFile extends StoredObject {
  readonly at: number;
}

/** Why a file tells nothing, or not all that it should. */
export interface Loss {
  readonly kind: StoreFailure["code"] | "damaged" | "too-large";
  readonly why: string;
}

/** What came of getting one file: what it holds, or why nobody can tell. Neither: the reading has ended before it. */
interface Fetched<File extends StoredObject> {
  readonly file: File;
  readonly scanned?: ScannedPart;
  readonly loss?: Loss;
}

/** CloudTrail's files are 50 MB at most; whatever is as large as this is none of them. */
const LARGEST = 2048 * 2 ** 20;

/**
 * Gets a file, and reads it or the first part of it when its turn comes. Never rejects: whatever goes wrong is told.
 */
export async function fetchFile<File extends StoredObject>(
  file: File,
  run: TrailRun,
  turn: Promise<void>,
): Promise<Fetched<File>> {
  const { key, size, storageClass } = file;
  if (storageClass !== undefined) {
    const why = `${key} is archived in ${storageClass}: restore it first`;
    return { file, loss: { kind: "archived", why } };
  }
  if (size > LARGEST) {
    return { file, loss: { kind: "too-large", why: `${key} is larger than 2 GiB` } };
  }
  if (!run.goesOn()) return { file };
  try {
    const { bytes } = await run.trail.store.get(key, run.signal);
    run.answered();
    const scanned = await run.scanner.scanInParts({ name: key, bytes }, run.signal, turn);
    return { file, scanned };
  } catch (error) {
    if (run.signal.aborted) return { file };
    if (!(error instanceof StoreFailure)) {
      run.broke(error);
      return { file };
    }
    run.failed(error);
    return run.ended && error.code !== "access-denied"
      ? { file }
      : { file, loss: { kind: error.code, why: error.message } };
  }
}
