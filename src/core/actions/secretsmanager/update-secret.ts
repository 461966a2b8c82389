import { defineAction } from "../../action.ts";
import { secretOf } from "../around.ts";
import { readSettings } from "../settings.ts";

export const updateSecret = defineAction({
  eventSource: "secretsmanager.amazonaws.com",
  eventName: "UpdateSecret",
  summary: "Changes a secret.",
  nature: "mutating",
  resources: secretOf,
  settings: ({ request }) =>
    readSettings(request, {
      omit: ["secretId", "clientRequestToken", "secretString", "secretBinary"],
    }),
  intent: "configure",
  examples: [
    {
      title: "another key",
      request: { secretId: "prod/db", kmsKeyId: "alias/prod" },
      resource: { kind: "secret", name: "prod/db" },
      intent: "configure",
    },
  ],
});
