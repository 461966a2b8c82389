import { defineAction } from "../../action.ts";
import { capacityProviderResources, capacityProviderState } from "../capacity-provider.ts";
import { readSettings } from "../settings.ts";

export const updateCapacityProvider = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateCapacityProvider",
  summary: "Changes a capacity provider's scaling, draining or instance settings.",
  nature: "mutating",
  resources: capacityProviderResources,
  settings: ({ request }) => readSettings(request, { omit: ["cluster", "name"] }),
  intent: "configure",
  state: capacityProviderState,
  examples: [
    {
      title: "its scaling switched off",
      request: {
        name: "spot",
        autoScalingGroupProvider: { managedScaling: { status: "DISABLED" } },
      },
      resource: { kind: "capacity-provider", name: "spot" },
      intent: "configure",
      settings: { "autoScalingGroupProvider.managedScaling.status": "DISABLED" },
    },
  ],
});
