const SAID: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["ELOOP", "a link that leads to itself"],
  ["ENOENT", "it is not there (any more)"],
  ["EISDIR", "a folder"],
  ["EMFILE", "too many files are open"],
  ["EIO", "the disk reports an error"],
]);

/** Why the file system refused, as a clause. */
export function flawOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return SAID.get(code) ?? (error instanceof Error ? error.message : String(error));
}
