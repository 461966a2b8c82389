import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const authorizeSecurityGroupIngress = defineAction({
  eventSource: "ec2.amazonaws.com",
  eventName: "AuthorizeSecurityGroupIngress",
  summary: "Lets traffic into a security group.",
  nature: "mutating",
  resources: namedBy("security-group", "groupId"),
  settings: ({ request }) => readSettings(request, { omit: ["groupId"] }),
  intent: "configure",
  examples: [
    {
      title: "a port opened",
      request: { groupId: "sg-0abc", ipPermissions: {} },
      resource: { kind: "security-group", name: "sg-0abc" },
      intent: "configure",
    },
  ],
});
