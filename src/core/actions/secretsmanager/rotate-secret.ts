import { defineAction } from "../../action.ts";
import { secretOf } from "../around.ts";
import { readSettings } from "../settings.ts";

export const rotateSecret = defineAction({
  eventSource: "secretsmanager.amazonaws.com",
  eventName: "RotateSecret",
  summary: "Rotates a secret.",
  nature: "mutating",
  resources: secretOf,
  settings: ({ request }) =>
    readSettings(request, {
      omit: ["secretId", "clientRequestToken", "secretString", "secretBinary"],
    }),
  intent: "configure",
  examples: [
    {
      title: "a rotation",
      request: { secretId: "prod/db" },
      resource: { kind: "secret", name: "prod/db" },
      intent: "configure",
    },
  ],
});
