import type { Change, Intent, Resource, Setting } from "./change.ts";
import { intentOf } from "./decode.ts";
import type { Evidence } from "./evidence.ts";
import { findAction } from "./find-action.ts";
import type { Json } from "./record.ts";
import { isSame } from "./same.ts";

/** What was last known of one setting, and the record that showed it. */
interface Known {
  readonly value: Json;
  readonly eventID: string;
  readonly field: string;
}

type Knowledge = Map<string, Known>;

/** Calls whose settings describe that one call, not a lasting value of what they acted on. */
const WITHOUT_MEMORY: ReadonlySet<Intent> = new Set<Intent>([
  "agent",
  "exec",
  "read",
  "run-task",
  "stop-task",
  "tag",
  "unknown",
]);

/** Calls that amount to nothing when every value they set was already so. */
const CAN_CHANGE_NOTHING: ReadonlySet<Intent> = new Set<Intent>([
  "configure",
  "deploy",
  "rollback",
  "scale",
  "stop-service",
]);

/**
 * Tells the changes of one or many resources in order, so that each knows what was there before: fills in `before`,
 * asks for the intent again (a deploy to an older revision is a rollback), finds calls that changed nothing, and adds
 * what differs between two task definitions whose registrations are among the changes.
 *
 * @param changes OLDEST FIRST. What comes before the first of them is unknown, and stays so.
 * @returns as many changes, in the same order.
 */
export function tellHistory(changes: readonly Change[]): readonly Change[] {
  const resources = new Map<string, Knowledge>();
  const registrations = new Map<string, Change>();
  return changes.map((change) => {
    const known = knowledgeOf(change, resources);
    const told = tell(change, known, registrations);
    remember(change, known);
    if (change.outcome.kind === "accepted" && change.intent === "register") {
      registrations.set(whereIs(change, change.resource.name), change);
    }
    return told;
  });
}

function knowledgeOf(change: Change, resources: Map<string, Knowledge>): Knowledge {
  const { kind, cluster = "" } = change.resource;
  const key = whereIs(change, kind, cluster, lastingName(change.resource));
  const known = resources.get(key) ?? new Map<string, Known>();
  resources.set(key, known);
  return known;
}

/** Revisions come and go; the family is what a registration changes. */
function lastingName({ kind, name }: Resource): string {
  return kind === "task-definition" || kind === "daemon-task-definition"
    ? name.replace(/:\d+$/, "")
    : name;
}

function whereIs({ account, region }: Change, ...parts: readonly string[]): string {
  return JSON.stringify([account, region, ...parts]);
}

function tell(
  change: Change,
  known: Knowledge,
  registrations: ReadonlyMap<string, Change>,
): Change {
  if (WITHOUT_MEMORY.has(change.intent) || change.nature !== "mutating") return change;
  const settings = change.settings.map((setting) => withBefore(setting, known));
  const intent = intentOf(findAction(change.eventSource, change.eventName), settings);
  const noop = change.outcome.kind === "accepted" && changesNothing(intent, settings);
  return {
    ...change,
    intent,
    settings: [...settings, ...betweenRevisions(change, settings, registrations)],
    ...(noop && { noop, noopReason: "every value it set was already so" }),
  };
}

function withBefore(setting: Setting, known: Knowledge): Setting {
  if (setting.momentary || setting.before !== undefined) return setting;
  const earlier = known.get(setting.name);
  if (!earlier) return setting;
  const beforeEvidence: Evidence = {
    field: earlier.field,
    value: JSON.stringify(earlier.value),
    grade: "proven",
    says: "the value that the last record before this one left behind",
    eventID: earlier.eventID,
  };
  return { ...setting, before: earlier.value, beforeEvidence };
}

function changesNothing(intent: Intent, settings: readonly Setting[]): boolean {
  const lasting = settings.filter(({ momentary }) => !momentary);
  return (
    CAN_CHANGE_NOTHING.has(intent) &&
    lasting.length > 0 &&
    lasting.every(({ before, after }) => before !== undefined && isSame(before, after)) &&
    !settings.some(({ momentary, after }) => momentary === true && after === true)
  );
}

/** What differs between the task definition that ran before and the one after, where both registrations were seen. */
function betweenRevisions(
  change: Change,
  settings: readonly Setting[],
  registrations: ReadonlyMap<string, Change>,
): readonly Setting[] {
  const moved = settings.find(({ name }) => name === "taskDefinition");
  if (typeof moved?.before !== "string" || typeof moved.after !== "string") return [];
  const older = registrations.get(whereIs(change, moved.before));
  const newer = registrations.get(whereIs(change, moved.after));
  if (!older || !newer || older === newer) return [];
  const was = valuesOf(older);
  const is = valuesOf(newer);
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return names
    .filter((name) => !isSame(was.get(name) ?? null, is.get(name) ?? null))
    .map((name) => ({
      name: `taskDefinition.${name}`,
      before: was.get(name) ?? null,
      after: is.get(name) ?? null,
      beforeEvidence: {
        field: "requestParameters",
        value: JSON.stringify(was.get(name) ?? null),
        grade: "proven" as const,
        says: `as ${older.resource.name} was registered`,
        eventID: older.eventID,
      },
    }));
}

function valuesOf({ settings }: Change): ReadonlyMap<string, Json> {
  const lasting = settings.filter(({ momentary }) => !momentary);
  return new Map(lasting.map(({ name, after }) => [name, after]));
}

/** Keeps what an accepted call left behind: what it asked for, corrected by what the response shows. */
function remember(change: Change, known: Knowledge): void {
  if (change.outcome.kind === "refused" || change.nature !== "mutating") return;
  if (change.intent === "delete") {
    known.clear();
    return;
  }
  const { eventID } = change;
  if (!WITHOUT_MEMORY.has(change.intent)) {
    for (const { name, after, momentary } of change.settings) {
      if (!momentary)
        known.set(name, { value: after, eventID, field: `requestParameters.${name}` });
    }
  }
  for (const [name, value] of Object.entries(change.state)) {
    known.set(name, { value, eventID, field: `responseElements…${name}` });
  }
}
