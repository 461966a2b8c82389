import { readFile } from "node:fs/promises";
import { OperatorError } from "../core/errors.ts";

/** The package's root, two folders above this file and above its bundle alike. */
const ROOT = new URL("../../", import.meta.url);

/**
 * A text that comes with the package.
 *
 * @throws OperatorError `not-found` where the installation lacks it.
 */
export async function readShipped(path: string): Promise<string> {
  try {
    return await readFile(new URL(path, ROOT), "utf8");
  } catch (cause) {
    throw new OperatorError("not-found", `This installation lacks ${path}.`, {
      hint: "Install the package again.",
      cause,
    });
  }
}

/** The skill of the open Agent Skills format. */
export const SKILL_FILE = "skills/ecs-audit/SKILL.md";
