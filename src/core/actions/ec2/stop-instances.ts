import { defineAction } from "../../action.ts";
import { instancesOf } from "../around.ts";
import { readSettings } from "../settings.ts";

export const stopInstances = defineAction({
  eventSource: "ec2.amazonaws.com",
  eventName: "StopInstances",
  summary: "Stops EC2 instances, and with them the tasks on them.",
  nature: "mutating",
  resources: instancesOf,
  settings: ({ request }) => readSettings(request, { omit: ["instancesSet"] }),
  intent: "terminate-instance",
  examples: [
    {
      title: "one instance stopped",
      request: { instancesSet: { items: [{ instanceId: "i-0abc" }] }, force: false },
      resource: { kind: "instance", name: "i-0abc" },
      intent: "terminate-instance",
    },
  ],
});
