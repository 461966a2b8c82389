import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { OperatorError } from "../../core/errors.ts";
import { openStore, type OpenedStore } from "../../storage/open-store.ts";
import { textOf, type Invocation } from "../command.ts";
import type { Surroundings } from "../surroundings.ts";

/**
 * Opens a bucket or a folder as it was typed: `s3://bucket/prefix`, `file:///copy`, `./copy`; a folder by the path that
 * links lead to, so that it is the same whoever names it how.
 *
 * @throws OperatorError where it is neither.
 */
export async function openPlace(
  typed: string,
  invocation: Invocation,
  { cwd }: Pick<Surroundings, "cwd">,
): Promise<OpenedStore> {
  const profile = textOf(invocation, "profile");
  const endpointUrl = textOf(invocation, "endpointUrl");
  const settings = {
    ...(profile !== undefined && { profile }),
    ...(endpointUrl !== undefined && { endpointUrl }),
  };
  const isFile = /^file:\/\//i.test(typed);
  if (!isFile && /^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return openStore(typed, settings);
  const path = isFile ? pathOf(typed) : resolve(cwd, typed);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new OperatorError("not-found", `There is no folder ${path}.`, {
      hint: "Write s3://bucket/prefix, or the folder that the bucket was copied to.",
    });
  }
  return openStore(pathToFileURL(await realpath(path)).href, settings);
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch (cause) {
    throw new OperatorError("bad-argument", `${uri} is not the address of a folder.`, {
      hint: "Write a path, or file:/// and an absolute path.",
      cause,
    });
  }
}
