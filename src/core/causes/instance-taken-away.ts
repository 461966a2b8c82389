import type { Change } from "../change.ts";
import type { Effect } from "../effect.ts";
import type { Gap } from "../evidence.ts";
import { before, beganAt, callsJoined, citeCall, citeEffect } from "../joined-calls.ts";
import { defineCauseRule, type FoundCause } from "../verdict.ts";

const DRAINS: readonly string[] = ["UpdateContainerInstancesState"];
const DEREGISTERS: readonly string[] = ["DeregisterContainerInstance"];
const ENDS: readonly string[] = [
  "TerminateInstances",
  "StopInstances",
  "TerminateInstanceInAutoScalingGroup",
];

/** By family of ECS's words, which operations they can be about. */
const CALLS: ReadonlyMap<string, readonly string[]> = new Map([
  ["draining-stop", DRAINS],
  ["forced-deregistration", DEREGISTERS],
  ["host-stopped", ENDS],
]);
const OF_INSTANCES = [...DRAINS, ...DEREGISTERS, ...ENDS];

export const instanceTakenAway = defineCauseRule({
  id: "instance-taken-away",
  summary:
    "A task that stopped with its host is joined to the call that drained, deregistered, stopped or terminated that very instance, as ECS's words say which of these it was.",
  fooledBy:
    "An EC2 instance that ended without a call that was seen: then the host is told as the cause, inferred, with the call that would name somebody.",
  find: (subject, material) => {
    const family = subject.reading?.family ?? "";
    const names = subject.kind === "container-instance" ? OF_INSTANCES : CALLS.get(family);
    if (names === undefined) return undefined;
    for (const handle of hostsOf(subject)) {
      const call = callsJoined(handle, subject, material).findLast(({ change }) =>
        names.includes(change.eventName),
      );
      if (!call || isTakenBack(call.change)) continue;
      const says = "the instance that the task was on";
      return {
        cause: { kind: "change", change: call.change },
        grade: "proven",
        evidence: [citeCall(call, "requestParameters", handle.name, says), ...ownWords(subject)],
        chain: [call.change],
      };
    }
    return family === "host-stopped" ? hostLost(subject, names) : undefined;
  },
});

/** ECS says that the host ended; that no call was seen does not mean that there was none. */
function hostLost(subject: Effect, names: readonly string[]): FoundCause | undefined {
  const { reading } = subject;
  const instance = reading?.instance;
  if (!reading || instance === undefined) return undefined;
  return {
    cause: { kind: "condition", condition: "infrastructure-health", says: reading.says },
    grade: "inferred",
    evidence: ownWords(subject),
    gaps: [whoEnded(instance, subject, names)],
  };
}

const LOOKED_BEFORE_MS = 2 * 3_600_000;

function whoEnded(instance: string, subject: Effect, names: readonly string[]): Gap {
  const { account, region } = subject;
  const [from, to] = [before(subject, LOOKED_BEFORE_MS), beganAt(subject)];
  return {
    unknown: `who or what ended ${instance}`,
    missing: `the ${names.slice(0, -1).join(" or ")} event about it, if there is one`,
    lookups: [
      { account, region, selector: `ResourceName=${instance}`, from, to },
      { account, region, selector: `EventName=${names[0] ?? ""}`, from, to },
    ],
  };
}

function ownWords({ message }: Effect): FoundCause["evidence"] {
  return message === "" ? [] : [citeEffect("stoppedReason", message, "what ECS says of the stop")];
}

function hostsOf({ resource, related, reading, details }: Effect): readonly {
  readonly kind: string;
  readonly name: string;
}[] {
  const instances = [resource, ...related]
    .filter(({ kind, name }) => kind === "container-instance" && name !== "")
    .map(({ kind, name }) => ({ kind, name }));
  const ec2 = [reading?.instance, details["ec2InstanceId"]].flatMap((id) =>
    typeof id === "string" && id !== "" ? [{ kind: "instance", name: id }] : [],
  );
  return [...instances, ...ec2];
}

/** The latest word about it was that it is ACTIVE again. */
function isTakenBack({ eventName, settings }: Change): boolean {
  const status = settings.find(({ name }) => name === "status")?.after;
  return DRAINS.includes(eventName) && status !== undefined && status !== "DRAINING";
}
