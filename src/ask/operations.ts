import type { Action } from "../core/action.ts";
import { actions } from "../core/actions/index.ts";
import type { Intent, ResourceKind } from "../core/change.ts";
import type { Reading, Target } from "./target.ts";

/** What people ask about most, so what is asked of AWS first. */
const MOST_TELLING: readonly string[] = [
  "UpdateService",
  "StopTask",
  "DeleteService",
  "CreateService",
  "RunTask",
  "ExecuteCommand",
  "RegisterTaskDefinition",
];

const CHANGING: readonly Action[] = actions.filter(
  ({ eventSource, nature }) => eventSource === "ecs.amazonaws.com" && nature === "mutating",
);

/** Kinds of things that belong to a service, so that a call about one may be about the service. */
const OF_A_SERVICE: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "service",
  "service-deployment",
  "service-revision",
  "task",
  "task-set",
]);

/** What was asked, as far as it tells which operations can matter. */
export interface Wanted {
  readonly target?: Target;
  readonly intents?: readonly Intent[] | undefined;
  /** Operations named by the user, in any capitals. */
  readonly named?: readonly string[];
}

/**
 * The operations that can answer, most telling first: a source that pays for each may leave the others out. Errs on the
 * side of asking too much: an operation is left out only where the catalogue knows that it cannot amount to what is
 * wanted, or cannot be about a thing of that kind.
 */
export function operationsFor({ target, intents, named = [] }: Wanted): readonly string[] {
  const readings = target && likelyReadings(target);
  const wanted = new Set(named.map((name) => name.toLowerCase()));
  const names = CHANGING.filter(
    (action) =>
      (wanted.size === 0 || wanted.has(action.eventName.toLowerCase())) &&
      (intents === undefined || intents.length === 0 || mayAmountTo(action, intents)) &&
      (readings === undefined || readings.some((reading) => mayTouch(action, reading))),
  ).map(({ eventName }) => eventName);
  const first = MOST_TELLING.filter((name) => names.includes(name));
  return [...first, ...names.filter((name) => !first.includes(name)).toSorted()];
}

/** An intent that depends on the settings may be any. */
function mayAmountTo({ intent }: Action, intents: readonly Intent[]): boolean {
  return typeof intent === "function" || intents.includes(intent);
}

/** `prod/checkout` is documented as a service (or task) of a cluster; what else it might name is not asked of AWS for. */
function likelyReadings({ readings }: Target): readonly Reading[] {
  const inCluster = readings.filter(
    ({ kind, cluster }) => cluster !== undefined && kind !== "other",
  );
  return inCluster.length > 0 ? inCluster : readings;
}

function mayTouch({ examples }: Action, { kind }: Reading): boolean {
  if (kind === "service") return examples.some(({ resource }) => OF_A_SERVICE.has(resource.kind));
  if (kind === "task") return examples.some(({ resource }) => resource.kind === "task");
  return true;
}
