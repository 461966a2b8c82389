import { DEPLOYMENT, deploymentsOf } from "./deployments-of.ts";
import type { Handle, Handled } from "./handle.ts";
import { issuances } from "./issuances/index.ts";
import type { CloudTrailRecord } from "./record.ts";
import { sessionEnds } from "./shells.ts";
import { starters } from "./starters/index.ts";

const BY_EVENT: ReadonlyMap<string, readonly Handled[]> = indexByEvent([
  ...issuances,
  ...starters,
  sessionEnds,
]);

/** Everything under which a record is found again by others that it explains, besides the ECS things that it touches. */
export function handlesOf(record: CloudTrailRecord): readonly Handle[] {
  const { eventSource, eventName, sharedEventID } = record;
  const found = BY_EVENT.get(`${eventSource}/${eventName}`) ?? [];
  const handles = [
    ...found.flatMap((one) => one.handles(record)),
    ...deploymentsOf(record).map(({ id }) => ({ kind: DEPLOYMENT, name: id })),
  ];
  return sharedEventID === undefined
    ? handles
    : [...handles, { kind: "shared-event", name: sharedEventID }];
}

function indexByEvent(all: readonly Handled[]): ReadonlyMap<string, readonly Handled[]> {
  const found = new Map<string, Handled[]>();
  for (const one of all) {
    for (const key of one.eventSources.flatMap((source) =>
      one.eventNames.map((name) => `${source}/${name}`),
    )) {
      found.set(key, [...(found.get(key) ?? []), one]);
    }
  }
  return found;
}
