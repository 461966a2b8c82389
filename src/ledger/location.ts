import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * Where the ledger lives unless the user says otherwise: `$TASKTRAIL_LEDGER`, else `tasktrail/ledger.db` in
 * `$XDG_DATA_HOME` or `~/.local/share`.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/ (relative values are to be ignored)
 */
export function ledgerLocation(env: Readonly<Record<string, string | undefined>>): string {
  const { TASKTRAIL_LEDGER: chosen, XDG_DATA_HOME: given = "", HOME: home = "" } = env;
  if (chosen !== undefined && chosen !== "") return chosen;
  const own = home === "" ? homedir() : home;
  const shared = isAbsolute(given) ? given : join(own, ".local", "share");
  return join(shared, "tasktrail", "ledger.db");
}
