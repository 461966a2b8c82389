import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const detachRolePolicy = defineAction({
  eventSource: "iam.amazonaws.com",
  eventName: "DetachRolePolicy",
  summary: "Takes a managed policy from a role.",
  nature: "mutating",
  resources: namedBy("role", "roleName"),
  settings: ({ request }) => readSettings(request, { omit: ["roleName"] }),
  intent: "configure",
  examples: [
    {
      title: "a policy detached",
      request: { roleName: "api-task", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      resource: { kind: "role", name: "api-task" },
      intent: "configure",
    },
  ],
});
