import { defineAction } from "../../action.ts";
import { secretOf } from "../around.ts";
import { readSettings } from "../settings.ts";

export const putSecretValue = defineAction({
  eventSource: "secretsmanager.amazonaws.com",
  eventName: "PutSecretValue",
  summary: "Gives a secret a new value.",
  nature: "mutating",
  resources: secretOf,
  settings: ({ request }) =>
    readSettings(request, {
      omit: ["secretId", "clientRequestToken", "secretString", "secretBinary"],
    }),
  intent: "configure",
  examples: [
    {
      title: "a new password",
      request: { secretId: "prod/db" },
      resource: { kind: "secret", name: "prod/db" },
      intent: "configure",
    },
  ],
});
