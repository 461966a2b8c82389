import { defineAction } from "../../action.ts";
import { capacityProviderResources, capacityProviderState } from "../capacity-provider.ts";
import { readSettings } from "../settings.ts";

export const createCapacityProvider = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "CreateCapacityProvider",
  summary:
    "Creates a capacity provider: an Auto Scaling group or Managed Instances that tasks run on.",
  nature: "mutating",
  resources: capacityProviderResources,
  settings: ({ request }) => readSettings(request, { omit: ["cluster", "name"] }),
  intent: "create",
  state: capacityProviderState,
  examples: [
    {
      title: "on an Auto Scaling group",
      request: {
        name: "spot",
        autoScalingGroupProvider: {
          autoScalingGroupArn:
            "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:57ffcb94-11f0-4d6d-bf60-3bac5ec4c2ca:autoScalingGroupName/spot",
          managedScaling: { status: "ENABLED", targetCapacity: 100 },
        },
      },
      resource: { kind: "capacity-provider", name: "spot" },
      intent: "create",
      settings: {
        "autoScalingGroupProvider.autoScalingGroupArn":
          "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:57ffcb94-11f0-4d6d-bf60-3bac5ec4c2ca:autoScalingGroupName/spot",
        "autoScalingGroupProvider.managedScaling.status": "ENABLED",
        "autoScalingGroupProvider.managedScaling.targetCapacity": 100,
      },
    },
  ],
});
