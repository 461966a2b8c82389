import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const revokeSecurityGroupEgress = defineAction({
  eventSource: "ec2.amazonaws.com",
  eventName: "RevokeSecurityGroupEgress",
  summary: "Keeps traffic inside a security group.",
  nature: "mutating",
  resources: namedBy("security-group", "groupId"),
  settings: ({ request }) => readSettings(request, { omit: ["groupId"] }),
  intent: "configure",
  examples: [
    {
      title: "the way out closed",
      request: { groupId: "sg-0abc", ipPermissions: {} },
      resource: { kind: "security-group", name: "sg-0abc" },
      intent: "configure",
    },
  ],
});
