import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { OperatorError } from "../../core/errors.ts";
import { openStore, type OpenedStore } from "../../storage/open-store.ts";
import { textOf, type Invocation } from "../command.ts";
import type { Surroundings } from "../surroundings.ts";

/**
 * Opens a bucket or a folder as it was typed: `s3://bucket/prefix`, `file:///copy`, `./copy`.
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
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return openStore(typed, settings);
  const path = resolve(cwd, typed);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new OperatorError("not-found", `There is no folder ${path}.`, {
      hint: "Write s3://bucket/prefix, or the folder that the bucket was copied to.",
    });
  }
  return openStore(pathToFileURL(path).href, settings);
}
