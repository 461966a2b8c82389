import { statfsSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";

/** Where temporary files may lie. */
export interface TemporaryPlace {
  /** The first that can be written comes first. */
  readonly folders: readonly string[];
  readonly hasRoom: (folder: string) => boolean;
  readonly unlink: (path: string) => void;
}

/** So much of a disk is left to others, and to what SQLite writes until it is looked at again. */
const LEFT_FREE = 2 ** 28;

/**
 * Where SQLite has its temporary files, too. `/tmp` comes after `/var/tmp`, for it is memory on many systems.
 *
 * @see https://sqlite.org/tempfiles.html#temporary_file_storage_locations
 */
export function temporaryPlace(): TemporaryPlace {
  const { SQLITE_TMPDIR, TMPDIR } = process.env;
  const other = process.platform === "win32" ? [] : ["/var/tmp"];
  const folders = [SQLITE_TMPDIR, TMPDIR, ...other, tmpdir()];
  return {
    folders: folders.filter((folder): folder is string => Boolean(folder)),
    hasRoom,
    unlink: unlinkSync,
  };
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > LEFT_FREE;
  } catch {
    return false;
  }
}
