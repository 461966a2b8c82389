import { defineAction } from "../../action.ts";
import { clusterResources, clusterState } from "../cluster.ts";

export const deleteCluster = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeleteCluster",
  summary: "Deletes a cluster that has no services, tasks or instances left.",
  nature: "mutating",
  resources: clusterResources,
  intent: "delete",
  state: clusterState,
  examples: [
    {
      title: "named by its ARN",
      request: { cluster: "arn:aws:ecs:eu-west-1:111122223333:cluster/staging" },
      resource: {
        kind: "cluster",
        name: "staging",
        arn: "arn:aws:ecs:eu-west-1:111122223333:cluster/staging",
      },
      intent: "delete",
    },
  ],
});
