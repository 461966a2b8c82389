import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const attachRolePolicy = defineAction({
  eventSource: "iam.amazonaws.com",
  eventName: "AttachRolePolicy",
  summary: "Attaches a managed policy to a role.",
  nature: "mutating",
  resources: namedBy("role", "roleName"),
  settings: ({ request }) => readSettings(request, { omit: ["roleName"] }),
  intent: "configure",
  examples: [
    {
      title: "a policy attached",
      request: { roleName: "api-task", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      resource: { kind: "role", name: "api-task" },
      intent: "configure",
    },
  ],
});
