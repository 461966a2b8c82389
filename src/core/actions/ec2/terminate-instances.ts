import { defineAction } from "../../action.ts";
import { instancesOf } from "../around.ts";
import { readSettings } from "../settings.ts";

export const terminateInstances = defineAction({
  eventSource: "ec2.amazonaws.com",
  eventName: "TerminateInstances",
  summary: "Terminates EC2 instances, and with them the tasks on them.",
  nature: "mutating",
  resources: instancesOf,
  settings: ({ request }) => readSettings(request, { omit: ["instancesSet"] }),
  intent: "terminate-instance",
  examples: [
    {
      title: "two instances terminated by hand",
      request: { instancesSet: { items: [{ instanceId: "i-0abc" }, { instanceId: "i-0def" }] } },
      resource: { kind: "instance", name: "i-0abc" },
      intent: "terminate-instance",
    },
  ],
});
