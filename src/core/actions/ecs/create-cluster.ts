import { defineAction } from "../../action.ts";
import { DEFAULT_CLUSTER } from "../../resource-names.ts";
import { clusterResources, clusterState } from "../cluster.ts";
import { readSettings } from "../settings.ts";

export const createCluster = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "CreateCluster",
  summary: "Creates a cluster; an ECS agent of old may do so by itself for the default one.",
  nature: "mutating",
  resources: (call) => {
    const [cluster, ...others] = clusterResources(call);
    // Only here is the name itself optional; parameters that CloudTrail did not write are another matter.
    const unnamed = cluster.name === "" && call.record.requestParameters !== undefined;
    return [unnamed ? { ...cluster, name: DEFAULT_CLUSTER } : cluster, ...others];
  },
  settings: ({ request }) => readSettings(request, { omit: ["clusterName"] }),
  intent: "create",
  state: clusterState,
  examples: [
    {
      // AWS's own sample.
      title: "the default cluster",
      request: { clusterName: "default" },
      response: {
        cluster: {
          clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/default",
          pendingTasksCount: 0,
          registeredContainerInstancesCount: 0,
          status: "ACTIVE",
          runningTasksCount: 0,
          statistics: [],
          clusterName: "default",
          activeServicesCount: 0,
        },
      },
      resource: {
        kind: "cluster",
        name: "default",
        arn: "arn:aws:ecs:us-east-1:123456789012:cluster/default",
      },
      intent: "create",
    },
    {
      // The parameters of a real record from the console.
      title: "from the console, with a setting and a tag",
      request: {
        clusterName: "prod",
        tags: [{ key: "ecs:cluster:createdFrom", value: "ecs-console-v2" }],
        settings: [{ name: "containerInsights", value: "disabled" }],
        configuration: { executeCommandConfiguration: { logging: "DEFAULT" } },
        defaultCapacityProviderStrategy: [],
      },
      resource: { kind: "cluster", name: "prod" },
      intent: "create",
      settings: {
        "tags.ecs:cluster:createdFrom": "ecs-console-v2",
        "settings.containerInsights": "disabled",
        "configuration.executeCommandConfiguration.logging": "DEFAULT",
        defaultCapacityProviderStrategy: [],
      },
    },
  ],
});
