import { defineAction } from "../../action.ts";
import { attributeResources, attributeSettings } from "../attribute.ts";

export const deleteAttributes = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeleteAttributes",
  summary: "Removes attributes from container instances.",
  nature: "mutating",
  resources: attributeResources,
  settings: (call) => attributeSettings(call, () => null),
  intent: "configure",
  examples: [
    {
      title: "one attribute of one instance",
      request: {
        cluster: "prod",
        attributes: [{ name: "stack", targetId: "1c3be8eddf3047b48f1e6e68ebd01f34" }],
      },
      resource: { kind: "attribute", name: "stack", cluster: "prod" },
      intent: "configure",
      settings: { "attributes.stack": null },
    },
  ],
});
