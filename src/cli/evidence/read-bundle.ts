import { OperatorError } from "../../core/errors.ts";

/** What a bundle may come to; one that we write is far smaller. */
const LARGEST_FILE = 256 * 2 ** 20;
const LARGEST_UNPACKED = 512 * 2 ** 20;
const MOST_ENTRIES = 100_000;
const PATH = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,3}$/;

/**
 * The files of a bundle, in memory: nothing is ever written to disk. A zip that is built to do harm is refused.
 *
 * @throws OperatorError `bad-input`
 */
export async function readBundle(
  bytes: Uint8Array,
  name: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const refuse = (why: string, cause?: unknown): OperatorError =>
    new OperatorError("bad-input", `${name} is not opened: ${why}.`, {
      hint: "A bundle comes from tasktrail evidence, and nothing else is added to it.",
      ...(cause !== undefined && { cause }),
    });
  if (bytes.length > LARGEST_FILE) throw refuse("it is larger than 256 MiB");
  const { unzipSync } = await import("fflate");
  const seen = new Set<string>();
  let total = 0;
  const filter = (file: { readonly name: string; readonly originalSize: number }): boolean => {
    if (!PATH.test(file.name)) throw refuse(`it holds the path ${JSON.stringify(file.name)}`);
    if (seen.has(file.name)) throw refuse(`it holds ${file.name} twice`);
    seen.add(file.name);
    total += file.originalSize;
    if (total > LARGEST_UNPACKED) throw refuse("it unpacks to more than 512 MiB");
    if (seen.size > MOST_ENTRIES) throw refuse("it holds more than 100,000 files");
    return true;
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw refuse("it is no zip file, or a damaged one", error);
  }
}
