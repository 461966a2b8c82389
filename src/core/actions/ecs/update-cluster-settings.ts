import { defineAction } from "../../action.ts";
import { clusterResources, clusterState } from "../cluster.ts";
import { readSettings } from "../settings.ts";

export const updateClusterSettings = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateClusterSettings",
  summary: "Changes a cluster's settings, such as Container Insights.",
  nature: "mutating",
  resources: clusterResources,
  settings: ({ request }) => readSettings(request, { omit: ["cluster"] }),
  intent: "configure",
  state: clusterState,
  examples: [
    {
      title: "Container Insights switched off",
      request: {
        cluster: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
        settings: [{ name: "containerInsights", value: "disabled" }],
      },
      resource: {
        kind: "cluster",
        name: "prod",
        arn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
      },
      intent: "configure",
      settings: { "settings.containerInsights": "disabled" },
    },
  ],
});
