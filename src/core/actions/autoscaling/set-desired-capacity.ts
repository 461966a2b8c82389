import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const setDesiredCapacity = defineAction({
  eventSource: "autoscaling.amazonaws.com",
  eventName: "SetDesiredCapacity",
  summary: "Sets how many instances an Auto Scaling group keeps.",
  nature: "mutating",
  resources: namedBy("auto-scaling-group", "autoScalingGroupName"),
  settings: ({ request }) => readSettings(request, { omit: ["autoScalingGroupName"] }),
  intent: "configure",
  examples: [
    {
      title: "fewer instances",
      request: { autoScalingGroupName: "ecs-prod", desiredCapacity: 2 },
      resource: { kind: "auto-scaling-group", name: "ecs-prod" },
      intent: "configure",
    },
  ],
});
