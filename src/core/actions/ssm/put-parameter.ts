import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const putParameter = defineAction({
  eventSource: "ssm.amazonaws.com",
  eventName: "PutParameter",
  summary: "Sets a parameter.",
  nature: "mutating",
  resources: namedBy("parameter", "name"),
  settings: ({ request }) => readSettings(request, { omit: ["name", "value"] }),
  intent: "configure",
  examples: [
    {
      title: "another value",
      request: { name: "/prod/api/url", overwrite: true },
      resource: { kind: "parameter", name: "/prod/api/url" },
      intent: "configure",
    },
  ],
});
