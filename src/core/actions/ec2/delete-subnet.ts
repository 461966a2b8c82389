import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const deleteSubnet = defineAction({
  eventSource: "ec2.amazonaws.com",
  eventName: "DeleteSubnet",
  summary: "Deletes a subnet.",
  nature: "mutating",
  resources: namedBy("subnet", "subnetId"),
  settings: ({ request }) => readSettings(request, { omit: ["subnetId"] }),
  intent: "delete",
  examples: [
    {
      title: "a subnet deleted",
      request: { subnetId: "subnet-0abc" },
      resource: { kind: "subnet", name: "subnet-0abc" },
      intent: "delete",
    },
  ],
});
