import { OperatorError } from "../core/errors.ts";
import type { Source, SourceSettings } from "./source.ts";
import { sources } from "./sources/index.ts";

/**
 * Opens a source by its URI's scheme; a bare path, a glob or `-` is a file's.
 *
 * @throws OperatorError `bad-argument` for a scheme that there is no source for, and what the source throws.
 */
export async function openSource(uri: string, settings: SourceSettings): Promise<Source> {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(uri)?.[1]?.toLowerCase() ?? "file";
  const kind = sources.find((one) => one.scheme === scheme);
  if (!kind) {
    throw new OperatorError("bad-argument", `There is no source ${scheme}://.`, {
      hint: `There are: ${sources.map(({ example }) => example).join(", ")}, and plain paths.`,
    });
  }
  return kind.open(uri, settings);
}
