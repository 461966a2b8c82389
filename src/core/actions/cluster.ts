import type { Call } from "../action.ts";
import type { Resource } from "../change.ts";
import { objectIn } from "../json-fields.ts";
import type { Json } from "../record.ts";
import { listResources, readResource } from "../resource-names.ts";
import { mentionedProviders } from "./mentioned.ts";
import { readState } from "./settings.ts";

/** The cluster that a call is about, then the capacity providers it names. */
export function clusterResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const answered = objectIn(response, "cluster");
  return listResources(
    readResource({
      kind: "cluster",
      names: [
        answered["clusterArn"],
        answered["clusterName"],
        request["cluster"],
        request["clusterName"],
      ],
    }),
    ...mentionedProviders(request["capacityProviders"]),
    ...mentionedProviders(request["defaultCapacityProviderStrategy"]),
  );
}

/** The cluster as the response shows it. */
export function clusterState({ response }: Call): Readonly<Record<string, Json>> {
  return readState(objectIn(response, "cluster"), [
    "status",
    "settings",
    "configuration",
    "capacityProviders",
    "defaultCapacityProviderStrategy",
    "serviceConnectDefaults",
  ]);
}
