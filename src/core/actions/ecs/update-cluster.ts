import { defineAction } from "../../action.ts";
import { clusterResources, clusterState } from "../cluster.ts";
import { readSettings } from "../settings.ts";

export const updateCluster = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateCluster",
  summary:
    "Changes a cluster's settings, ECS Exec logging, storage encryption or Service Connect namespace.",
  nature: "mutating",
  resources: clusterResources,
  settings: ({ request }) => readSettings(request, { omit: ["cluster"] }),
  intent: "configure",
  state: clusterState,
  examples: [
    {
      title: "ECS Exec without logs",
      request: {
        cluster: "prod",
        configuration: { executeCommandConfiguration: { logging: "NONE" } },
        settings: [{ name: "containerInsights", value: "disabled" }],
      },
      resource: { kind: "cluster", name: "prod" },
      intent: "configure",
      settings: {
        "configuration.executeCommandConfiguration.logging": "NONE",
        "settings.containerInsights": "disabled",
      },
    },
  ],
});
