import { DEPLOYMENT, deploymentsOf } from "./deployments-of.ts";
import type { Handle, Handled } from "./handle.ts";
import { issuances } from "./issuances/index.ts";
import type { CloudTrailRecord } from "./record.ts";
import { sessionEnds } from "./shells.ts";
import { starters } from "./starters/index.ts";

const NONE: readonly Handled[] = [];

const BY_EVENT: ReadonlyMap<string, ReadonlyMap<string, readonly Handled[]>> = indexByEvent([
  ...issuances,
  ...starters,
  sessionEnds,
]);

/** Everything under which a record is found again by others that it explains, besides the ECS things that it touches. */
export function handlesOf(record: CloudTrailRecord): readonly Handle[] {
  const { eventSource, eventName, sharedEventID } = record;
  // Every record comes by here, and few have more than one or two.
  const handles: Handle[] = [];
  for (const one of BY_EVENT.get(eventSource)?.get(eventName) ?? NONE) {
    handles.push(...one.handles(record));
  }
  for (const { id } of deploymentsOf(record)) handles.push({ kind: DEPLOYMENT, name: id });
  if (sharedEventID !== undefined) handles.push({ kind: "shared-event", name: sharedEventID });
  return handles;
}

function indexByEvent(
  all: readonly Handled[],
): ReadonlyMap<string, ReadonlyMap<string, readonly Handled[]>> {
  const found = new Map<string, Map<string, readonly Handled[]>>();
  for (const one of all) {
    for (const source of one.eventSources) {
      const byName = found.get(source) ?? new Map<string, readonly Handled[]>();
      found.set(source, byName);
      for (const name of one.eventNames) byName.set(name, [...(byName.get(name) ?? []), one]);
    }
  }
  return found;
}
