import { defineAction } from "../../action.ts";
import { clusterResources, clusterState } from "../cluster.ts";
import { readSettings } from "../settings.ts";

export const putClusterCapacityProviders = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "PutClusterCapacityProviders",
  summary: "Replaces a cluster's capacity providers and its default strategy among them.",
  nature: "mutating",
  resources: clusterResources,
  settings: ({ request }) => readSettings(request, { omit: ["cluster"] }),
  intent: "configure",
  state: clusterState,
  examples: [
    {
      // The parameters of a real record.
      title: "one provider, and new tasks go to it",
      request: {
        cluster: "prod",
        capacityProviders: ["spot"],
        defaultCapacityProviderStrategy: [{ capacityProvider: "spot", weight: 0, base: 0 }],
      },
      resource: { kind: "cluster", name: "prod" },
      intent: "configure",
      settings: {
        capacityProviders: ["spot"],
        defaultCapacityProviderStrategy: [{ capacityProvider: "spot", weight: 0, base: 0 }],
      },
    },
  ],
});
