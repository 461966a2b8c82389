import { defineAction } from "../../action.ts";
import { capacityProviderResources, capacityProviderState } from "../capacity-provider.ts";

export const deleteCapacityProvider = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeleteCapacityProvider",
  summary: "Deletes a capacity provider that no cluster uses any more.",
  nature: "mutating",
  resources: capacityProviderResources,
  intent: "delete",
  state: capacityProviderState,
  examples: [
    {
      title: "of a cluster's Managed Instances",
      request: {
        capacityProvider: "arn:aws:ecs:eu-west-1:111122223333:capacity-provider/managed",
        cluster: "prod",
      },
      resource: {
        kind: "capacity-provider",
        name: "managed",
        cluster: "prod",
        arn: "arn:aws:ecs:eu-west-1:111122223333:capacity-provider/managed",
      },
      intent: "delete",
    },
  ],
});
