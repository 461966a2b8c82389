import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { OperatorError } from "../core/errors.ts";

const NAMES = ["tasktrail.yaml", "tasktrail.yml", "tasktrail.json"];

/** Where to look for a configuration. */
export interface ConfigSearch {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Who runs this process; absent where the system has no users. Replaced in tests. */
  readonly user?: number;
}

/**
 * The configuration that applies: `$TASKTRAIL_CONFIG`, else `tasktrail.yaml`, `.yml` or `.json` in the working directory or the
 * nearest directory above it, else `$XDG_CONFIG_HOME/tasktrail/config.yaml`. An empty `$TASKTRAIL_CONFIG` means none.
 *
 * @throws OperatorError `bad-input` where the file that was come upon belongs to another user: it would say which addresses
 * are yours.
 */
export async function findConfig(search: ConfigSearch): Promise<string | undefined> {
  const { TASKTRAIL_CONFIG: named, XDG_CONFIG_HOME: xdg = "", HOME: home = homedir() } = search.env;
  if (named !== undefined) return named === "" ? undefined : resolve(search.cwd, named);
  for (const folder of upwards(resolve(search.cwd))) {
    for (const name of NAMES) {
      const file = join(folder, name);
      if (await isOurs(file, search)) return file;
    }
  }
  const own = join(xdg === "" ? join(home, ".config") : xdg, "tasktrail", "config.yaml");
  return (await isOurs(own, search)) ? own : undefined;
}

function upwards(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}

/** In a shared directory such as /tmp anybody could lay a configuration in the way. */
async function isOurs(file: string, { user = process.getuid?.() }: ConfigSearch): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return false;
  if (user === undefined || user === 0 || found.uid === user || found.uid === 0) return true;
  throw new OperatorError("bad-input", `The configuration ${file} belongs to another user.`, {
    hint: `If you trust it, name it: TASKTRAIL_CONFIG=${file}. TASKTRAIL_CONFIG= uses none.`,
  });
}
