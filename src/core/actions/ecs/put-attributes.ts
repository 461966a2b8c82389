import { defineAction } from "../../action.ts";
import { attributeResources, attributeSettings } from "../attribute.ts";

export const putAttributes = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "PutAttributes",
  summary: "Sets attributes of container instances, by which placement chooses among them.",
  nature: "mutating",
  resources: attributeResources,
  settings: (call) => attributeSettings(call, ({ value }) => value ?? ""),
  intent: "configure",
  examples: [
    {
      title: "one attribute of one instance",
      request: {
        cluster: "prod",
        attributes: [
          { name: "stack", value: "production", targetId: "1c3be8eddf3047b48f1e6e68ebd01f34" },
        ],
      },
      resource: { kind: "attribute", name: "stack", cluster: "prod" },
      intent: "configure",
      settings: { "attributes.stack": "production" },
    },
  ],
});
