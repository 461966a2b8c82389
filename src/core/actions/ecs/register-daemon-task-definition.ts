import { defineAction } from "../../action.ts";
import { readSettings } from "../settings.ts";
import { daemonTaskDefinitionResources } from "../task-definition.ts";

export const registerDaemonTaskDefinition = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "RegisterDaemonTaskDefinition",
  summary: "Registers a new revision of a daemon's task definition.",
  nature: "mutating",
  resources: daemonTaskDefinitionResources,
  settings: ({ request }) => readSettings(request, { omit: ["family"] }),
  intent: "register",
  examples: [
    {
      title: "a privileged agent",
      request: {
        family: "monitoring",
        containerDefinitions: [{ name: "agent", image: "agent:7", privileged: true }],
      },
      response: {
        daemonTaskDefinitionArn:
          "arn:aws:ecs:eu-west-1:111122223333:daemon-task-definition/monitoring:2",
      },
      resource: {
        kind: "daemon-task-definition",
        name: "monitoring:2",
        arn: "arn:aws:ecs:eu-west-1:111122223333:daemon-task-definition/monitoring:2",
      },
      intent: "register",
      settings: { "containers.agent.image": "agent:7", "containers.agent.privileged": true },
    },
  ],
});
