import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const updateAutoScalingGroup = defineAction({
  eventSource: "autoscaling.amazonaws.com",
  eventName: "UpdateAutoScalingGroup",
  summary: "Changes an Auto Scaling group.",
  nature: "mutating",
  resources: namedBy("auto-scaling-group", "autoScalingGroupName"),
  settings: ({ request }) => readSettings(request, { omit: ["autoScalingGroupName"] }),
  intent: "configure",
  examples: [
    {
      title: "a lower maximum",
      request: { autoScalingGroupName: "ecs-prod", maxSize: 4 },
      resource: { kind: "auto-scaling-group", name: "ecs-prod" },
      intent: "configure",
    },
  ],
});
