import { defineAction } from "../../action.ts";
import { secretOf } from "../around.ts";
import { readSettings } from "../settings.ts";

export const deleteSecret = defineAction({
  eventSource: "secretsmanager.amazonaws.com",
  eventName: "DeleteSecret",
  summary: "Deletes a secret.",
  nature: "mutating",
  resources: secretOf,
  settings: ({ request }) =>
    readSettings(request, {
      omit: ["secretId", "clientRequestToken", "secretString", "secretBinary"],
    }),
  intent: "delete",
  examples: [
    {
      title: "a secret deleted",
      request: { secretId: "prod/db" },
      resource: { kind: "secret", name: "prod/db" },
      intent: "delete",
    },
  ],
});
