import { actions } from "../../core/actions/index.ts";
import type { ReadRequest } from "../source.ts";

/** One thing to be seen through a selector of its own. */
export interface Topic {
  /** As coverage names it: `StopTask`. */
  readonly label: string;
  /** `Attribute=value`: LookupEvents takes one attribute a request. */
  readonly selector: string;
  /** Its selector finds mostly what other services did. */
  readonly isShared: boolean;
}

/** What is looked for, and through what it can be seen. */
export interface Quest {
  /** Most telling first. */
  readonly topics: readonly Topic[];
  /** Selectors each of which shows every topic. */
  readonly scans: readonly string[];
  /** As coverage names all of it: `every change (48 operations)`. */
  readonly sought: string;
}

/** All of ECS, with the reads and the agent's calls. */
const ECS = "EventSource=ecs.amazonaws.com";

/** What changes something, in every service. */
const WRITES = "ReadOnly=false";

/**
 * Operations that some 280 services have: who asks for them by name gets everybody's. The other shared names
 * (`CreateService`, `UpdateCluster` …) are other services' rare ones.
 */
const SHARED: ReadonlySet<string> = new Set(["TagResource", "UntagResource"]);

const MOST_TELLING: readonly string[] = ["UpdateService", "StopTask", "DeleteService", "RunTask"];

const CHANGES: readonly string[] = actions
  .filter(({ eventSource, nature }) => eventSource === "ecs.amazonaws.com" && nature === "mutating")
  .map(({ eventName }) => eventName)
  .toSorted((one, other) => rank(one) - rank(other));

function rank(name: string): number {
  const place = MOST_TELLING.indexOf(name);
  return place < 0 ? MOST_TELLING.length : place;
}

/** What a request looks for. */
export function questOf({
  eventID,
  selector,
  everything = false,
  actions: wanted = CHANGES,
}: Pick<ReadRequest, "eventID" | "selector" | "everything" | "actions">): Quest {
  if (eventID !== undefined) return through(`EventId=${eventID}`);
  if (selector !== undefined) return { ...through(selector), scans: scansFor(selector) };
  if (everything) return through(ECS);
  const names = [...new Set(wanted)];
  const isAboutShared = names.every((name) => SHARED.has(name));
  const topics = names.map((name) => ({
    label: name,
    selector: `EventName=${name}`,
    isShared: SHARED.has(name) && !isAboutShared,
  }));
  const areChanges = names.every((name) => CHANGES.includes(name));
  return { topics, scans: areChanges ? [ECS, WRITES] : [ECS], sought: soughtOf(names) };
}

/**
 * What a caller did to ECS is seen by whoever sees all of ECS. What a root user did, and what is looked for by another
 * attribute, is mostly no call of ECS's.
 */
function scansFor(selector: string): readonly string[] {
  return /^(?:AccessKeyId|Username)=/.test(selector) && selector !== "Username=root" ? [ECS] : [];
}

/** Everything that one selector finds. */
function through(selector: string): Quest {
  return { topics: [{ label: selector, selector, isShared: false }], scans: [], sought: selector };
}

const MOST_NAMED = 3;

function soughtOf(names: readonly string[]): string {
  if (names.length <= MOST_NAMED) return names.join(", ");
  const isAll = CHANGES.every((name) => names.includes(name));
  return isAll ? `every change (${names.length} operations)` : `${names.length} operations`;
}
