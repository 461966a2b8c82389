import { defineAction } from "../../action.ts";
import { taskSetResources, taskSetState } from "../task-set.ts";

export const updateServicePrimaryTaskSet = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateServicePrimaryTaskSet",
  summary: "Makes one of a service's task sets the primary one, which new settings then apply to.",
  nature: "mutating",
  resources: taskSetResources,
  settings: (call) => [{ name: "primaryTaskSet", after: taskSetResources(call)[0].name }],
  intent: "configure",
  state: taskSetState,
  examples: [
    {
      title: "the new set takes over",
      request: {
        cluster: "prod",
        service: "checkout",
        primaryTaskSet: "ecs-svc/1234567890123456789",
      },
      resource: {
        kind: "task-set",
        name: "ecs-svc/1234567890123456789",
        cluster: "prod",
        service: "checkout",
      },
      intent: "configure",
      settings: { primaryTaskSet: "ecs-svc/1234567890123456789" },
    },
  ],
});
