import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const putRolePolicy = defineAction({
  eventSource: "iam.amazonaws.com",
  eventName: "PutRolePolicy",
  summary: "Writes a policy into a role.",
  nature: "mutating",
  resources: namedBy("role", "roleName"),
  settings: ({ request }) => readSettings(request, { omit: ["roleName"] }),
  intent: "configure",
  examples: [
    {
      title: "an inline policy",
      request: { roleName: "api-task", policyName: "db" },
      resource: { kind: "role", name: "api-task" },
      intent: "configure",
    },
  ],
});
