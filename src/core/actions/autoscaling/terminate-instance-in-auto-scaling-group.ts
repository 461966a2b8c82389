import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const terminateInstanceInAutoScalingGroup = defineAction({
  eventSource: "autoscaling.amazonaws.com",
  eventName: "TerminateInstanceInAutoScalingGroup",
  summary: "Terminates one instance of an Auto Scaling group.",
  nature: "mutating",
  resources: namedBy("instance", "instanceId"),
  settings: ({ request }) => readSettings(request, { omit: ["instanceId"] }),
  intent: "terminate-instance",
  examples: [
    {
      title: "one instance terminated",
      request: { instanceId: "i-0abc", shouldDecrementDesiredCapacity: true },
      resource: { kind: "instance", name: "i-0abc" },
      intent: "terminate-instance",
    },
  ],
});
