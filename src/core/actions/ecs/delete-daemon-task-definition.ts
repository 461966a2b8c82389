import { defineAction } from "../../action.ts";
import { daemonTaskDefinitionResources } from "../task-definition.ts";

export const deleteDaemonTaskDefinition = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeleteDaemonTaskDefinition",
  summary: "Deletes a revision of a daemon's task definition.",
  nature: "mutating",
  resources: daemonTaskDefinitionResources,
  intent: "delete",
  examples: [
    {
      title: "an old revision",
      request: { daemonTaskDefinition: "monitoring:1" },
      resource: { kind: "daemon-task-definition", name: "monitoring:1" },
      intent: "delete",
    },
  ],
});
