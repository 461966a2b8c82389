import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { OperatorError } from "../../core/errors.ts";
import type { ExportedFile } from "../../export/exported-file.ts";
import { isOn, type Invocation } from "../command.ts";

type Written = ExportedFile | { readonly path: string; readonly bytes: Uint8Array };

/**
 * Writes files into a folder that is made where it is missing; none of them replaces another without --force.
 *
 * @returns the paths that were written.
 */
export async function writeFiles(
  files: readonly Written[],
  folder: string,
  invocation: Invocation,
): Promise<readonly string[]> {
  const flag = isOn(invocation, "force") ? "w" : "wx";
  const written: string[] = [];
  for (const file of files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true }).catch((cause: unknown) => {
      throw refuse(path, cause);
    });
    await writeFile(path, "text" in file ? file.text : file.bytes, { flag }).catch(
      (cause: unknown) => {
        throw refuse(path, cause);
      },
    );
    written.push(path);
  }
  return written;
}

function refuse(path: string, cause: unknown): OperatorError {
  const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
  return new OperatorError(
    "bad-argument",
    `${path} ${isThere ? "is there already" : "cannot be written"}.`,
    {
      hint: isThere
        ? "--force replaces it; --out names another folder."
        : "Name another folder with --out.",
      cause,
    },
  );
}
