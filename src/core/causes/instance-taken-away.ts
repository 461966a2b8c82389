import type { Effect } from "../effect.ts";
import { callsJoined, citeCall, citeEffect } from "../joined-calls.ts";
import { defineCauseRule } from "../verdict.ts";

/** What ends the tasks of a container instance or of the EC2 instance under it. */
const ENDS: ReadonlySet<string> = new Set([
  "DeregisterContainerInstance",
  "StopInstances",
  "TerminateInstanceInAutoScalingGroup",
  "TerminateInstances",
  "UpdateContainerInstancesState",
]);

export const instanceTakenAway = defineCauseRule({
  id: "instance-taken-away",
  summary:
    "A task that stopped with its host is joined to the call that drained, deregistered, stopped or terminated that very instance.",
  fooledBy:
    "An instance that was drained by one and terminated by another: the later call before the stop counts.",
  find: (subject, material) => {
    const isOfHost = subject.reading?.family !== undefined && HOST.has(subject.reading.family);
    if (!isOfHost && subject.kind !== "container-instance") return undefined;
    for (const handle of hostsOf(subject)) {
      const call = callsJoined(handle, subject, material).findLast(
        ({ change }) => ENDS.has(change.eventName) && isEnd(change.settings),
      );
      if (!call) continue;
      return {
        cause: { kind: "change", change: call.change },
        grade: "proven",
        evidence: [
          citeCall(call, "requestParameters", handle.name, "the instance that the task was on"),
          ...(subject.message === ""
            ? []
            : [citeEffect("stoppedReason", subject.message, "what ECS says of the stop")]),
        ],
        chain: [call.change],
      };
    }
    return undefined;
  },
});

/** Families of messages that tell of the host: their ids in messages/. */
const HOST: ReadonlySet<string> = new Set([
  "draining-stop",
  "forced-deregistration",
  "host-stopped",
]);

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

/** An UpdateContainerInstancesState that makes an instance ACTIVE again ends nothing. */
function isEnd(settings: readonly { readonly name: string; readonly after: unknown }[]): boolean {
  const status = settings.find(({ name }) => name === "status");
  return status === undefined || status.after === "DRAINING";
}
