import type { Change, ResourceKind } from "./change.ts";
import type { Condition, Effect } from "./effect.ts";
import { before, beganAt } from "./joined-calls.ts";
import { objectsIn, textIn } from "./json-fields.ts";
import type { CloudTrailRecord } from "./record.ts";
import { usedBy, type Used } from "./used-by.ts";
import type { Cause, Material, Suspect } from "./verdict.ts";

const ALL: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "image",
  "parameter",
  "role",
  "secret",
  "security-group",
  "subnet",
  "target-group",
]);
const AT_START: ReadonlySet<ResourceKind> = new Set<ResourceKind>(
  [...ALL].filter((kind) => kind !== "target-group"),
);

/** What can bring each condition about. Of the others AWS itself is the reason. */
const CAN_CAUSE: ReadonlyMap<Condition, ReadonlySet<ResourceKind>> = new Map([
  ["circuit-breaker", ALL],
  ["crash", AT_START],
  ["failed-to-start", AT_START],
  ["health-check", ALL],
  ["image-pull", AT_START],
  ["out-of-memory", new Set<ResourceKind>(["image"])],
  ["scheduler-retry", ALL],
]);

/** What a service needs was changed within this before: credentials, images and rules are used at the next start or check. */
const SHORTLY_MS = 30 * 60_000;
const MOST = 3;

/**
 * Changes just before a condition of things that the service uses, as far as records show: possible reasons, each graded
 * `inferred`. Newest last.
 */
export function suspectsFor(subject: Effect, cause: Cause, material: Material): readonly Suspect[] {
  const kinds = cause.kind === "condition" ? CAN_CAUSE.get(cause.condition) : undefined;
  if (kinds === undefined) return [];
  const found = new Map<string, Suspect>();
  for (const used of usedBy(subject, material)) {
    if (!kinds.has(used.kind)) continue;
    for (const change of changesOf(used, subject, material)) {
      found.set(change.eventID, { change, why: used.as, grade: "inferred" });
    }
  }
  return [...found.values()]
    .toSorted((one, other) => (one.change.at < other.change.at ? -1 : 1))
    .slice(-MOST);
}

function changesOf(used: Used, subject: Effect, { archive, tell }: Material): readonly Change[] {
  const { kind, name, account, region, since } = used;
  const earliest = before(subject, SHORTLY_MS);
  return archive
    .find(
      { kind, name },
      {
        from: since !== undefined && since > earliest ? since : earliest,
        to: beganAt(subject),
        order: "oldest",
        ...(account !== undefined && { account }),
        ...(region !== undefined && { region }),
      },
    )
    .filter((record) => record.eventSource !== "ecs.amazonaws.com" && isAbout(record, used))
    .map(tell)
    .filter(
      ({ outcome, nature, noop }) => outcome.kind === "accepted" && nature === "mutating" && !noop,
    );
}

/** Of a repository only what was done to the tag. */
function isAbout({ requestParameters = {} }: CloudTrailRecord, { kind, tag }: Used): boolean {
  if (kind !== "image" || tag === undefined) return true;
  const request = requestParameters ?? {};
  const deleted = objectsIn(request, "imageIds").map((one) => textIn(one, "imageTag"));
  return [textIn(request, "imageTag"), ...deleted].includes(tag);
}
