import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const deleteParameter = defineAction({
  eventSource: "ssm.amazonaws.com",
  eventName: "DeleteParameter",
  summary: "Deletes a parameter.",
  nature: "mutating",
  resources: namedBy("parameter", "name"),
  settings: ({ request }) => readSettings(request, { omit: ["name", "value"] }),
  intent: "delete",
  examples: [
    {
      title: "a parameter deleted",
      request: { name: "/prod/api/url" },
      resource: { kind: "parameter", name: "/prod/api/url" },
      intent: "delete",
    },
  ],
});
