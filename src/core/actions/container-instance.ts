import type { Call } from "../action.ts";
import type { Resource } from "../change.ts";
import { objectIn, objectsIn } from "../json-fields.ts";
import type { Json } from "../record.ts";
import { clusterAround, listResources, readResource } from "../resource-names.ts";
import { mentionedEach } from "./mentioned.ts";
import { readState } from "./settings.ts";

/** The container instance that a call is about, then its cluster. */
export function instanceResources({
  record,
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const instance = readResource({
    kind: "container-instance",
    names: [
      objectIn(response, "containerInstance")["containerInstanceArn"],
      request["containerInstance"],
      request["containerInstanceArn"],
      // Data events name what they are about beside the parameters.
      ...(record.resources ?? []).map((resource) => resource["ARN"]),
    ],
    clusters: [request["cluster"]],
  });
  return listResources(instance, clusterAround(instance, request["cluster"]));
}

/** The container instances that a call is about, then their cluster. */
export function instancesResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const clusters = [request["cluster"]];
  const answered = objectsIn(response, "containerInstances");
  const [first, ...others] = mentionedEach(
    "container-instance",
    [
      ...answered.map((instance) => instance["containerInstanceArn"]),
      request["containerInstances"],
    ],
    clusters,
  );
  const instance = first ?? readResource({ kind: "container-instance", names: [], clusters });
  return listResources(instance, ...others, clusterAround(instance, ...clusters));
}

/** The container instance as the response shows it. */
export function instanceState({ response }: Call): Readonly<Record<string, Json>> {
  return readState(objectIn(response, "containerInstance"), [
    "status",
    "ec2InstanceId",
    "versionInfo",
    "agentUpdateStatus",
  ]);
}
