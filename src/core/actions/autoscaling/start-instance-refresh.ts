import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const startInstanceRefresh = defineAction({
  eventSource: "autoscaling.amazonaws.com",
  eventName: "StartInstanceRefresh",
  summary: "Replaces the instances of an Auto Scaling group.",
  nature: "mutating",
  resources: namedBy("auto-scaling-group", "autoScalingGroupName"),
  settings: ({ request }) => readSettings(request, { omit: ["autoScalingGroupName"] }),
  intent: "configure",
  examples: [
    {
      title: "all instances replaced",
      request: { autoScalingGroupName: "ecs-prod" },
      resource: { kind: "auto-scaling-group", name: "ecs-prod" },
      intent: "configure",
    },
  ],
});
