import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const deleteRole = defineAction({
  eventSource: "iam.amazonaws.com",
  eventName: "DeleteRole",
  summary: "Deletes a role.",
  nature: "mutating",
  resources: namedBy("role", "roleName"),
  settings: ({ request }) => readSettings(request, { omit: ["roleName"] }),
  intent: "delete",
  examples: [
    {
      title: "a task role deleted",
      request: { roleName: "api-task" },
      resource: { kind: "role", name: "api-task" },
      intent: "delete",
    },
  ],
});
