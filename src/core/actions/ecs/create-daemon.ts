import { defineAction } from "../../action.ts";
import { daemonResources } from "../daemon.ts";
import { readSettings, readState } from "../settings.ts";

export const createDaemon = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "CreateDaemon",
  summary: "Creates a daemon: one task on every instance of its capacity providers.",
  nature: "mutating",
  resources: daemonResources,
  settings: ({ request }) => readSettings(request, { omit: ["clusterArn", "daemonName"] }),
  intent: "create",
  state: ({ response }) => readState(response, ["status"]),
  examples: [
    {
      title: "a monitoring agent",
      request: {
        daemonName: "monitoring",
        clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
        daemonTaskDefinitionArn:
          "arn:aws:ecs:eu-west-1:111122223333:daemon-task-definition/monitoring:1",
        capacityProviderArns: ["arn:aws:ecs:eu-west-1:111122223333:capacity-provider/managed"],
      },
      response: {
        daemonArn: "arn:aws:ecs:eu-west-1:111122223333:daemon/prod/monitoring",
        status: "ACTIVE",
      },
      resource: {
        kind: "daemon",
        name: "monitoring",
        cluster: "prod",
        arn: "arn:aws:ecs:eu-west-1:111122223333:daemon/prod/monitoring",
      },
      intent: "create",
      settings: {
        daemonTaskDefinitionArn: "monitoring:1",
        capacityProviderArns: ["arn:aws:ecs:eu-west-1:111122223333:capacity-provider/managed"],
      },
    },
  ],
});
