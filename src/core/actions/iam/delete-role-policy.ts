import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const deleteRolePolicy = defineAction({
  eventSource: "iam.amazonaws.com",
  eventName: "DeleteRolePolicy",
  summary: "Deletes a policy from a role.",
  nature: "mutating",
  resources: namedBy("role", "roleName"),
  settings: ({ request }) => readSettings(request, { omit: ["roleName"] }),
  intent: "configure",
  examples: [
    {
      title: "an inline policy deleted",
      request: { roleName: "api-task", policyName: "db" },
      resource: { kind: "role", name: "api-task" },
      intent: "configure",
    },
  ],
});
