import { isList, objectsIn, textIn } from "../json-fields.ts";
import type { JsonObject } from "../record.ts";

/**
 * Why an accepted call had no effect: AWS answers 200 with an empty list of what was done and, mostly, a list of
 * failures. Nothing where something was done, or where the response does not tell.
 *
 * @param done the response's list of what was done: `tasks`.
 * @param said that nothing was: `no task was started`.
 */
export function failedThroughout(
  response: JsonObject,
  done: string,
  said: string,
): string | undefined {
  const list = response[done];
  const failures = objectsIn(response, "failures");
  const nothing = isList(list) ? list.length === 0 : failures.length > 0;
  if (!nothing) return undefined;
  const reasons = new Set(failures.flatMap((failure) => textIn(failure, "reason") ?? []));
  return reasons.size === 0 ? said : `${said} (${[...reasons].join(", ")})`;
}
