import { actions } from "../../../core/actions/index.ts";
import { issuances } from "../../../core/issuances/index.ts";
import { sessionEnds } from "../../../core/shells.ts";
import { starters } from "../../../core/starters/index.ts";
import { SERVICES_OF_INTEREST } from "../../is-kept.ts";
import type { Interest } from "./interest.ts";

/**
 * What may be kept (`whyKept`), told by service and operation alone. More than that is looked at once a record is read;
 * and the root user's records are found whatever they are about.
 */
export const KEPT: Interest = collect();

function collect(): Interest {
  const found = new Map<string, Set<string> | "all">();
  for (const service of SERVICES_OF_INTEREST) found.set(service, "all");
  const add = (service: string, name: string) => {
    const known = found.get(service);
    if (known === "all") return;
    found.set(service, (known ?? new Set<string>()).add(name));
  };
  for (const { eventSource, eventName } of actions) add(eventSource, eventName);
  for (const { eventSources, eventNames } of [...issuances, ...starters, sessionEnds]) {
    for (const service of eventSources) for (const name of eventNames) add(service, name);
  }
  return found;
}
