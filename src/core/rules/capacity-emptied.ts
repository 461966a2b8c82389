import { defineRule } from "../rule.ts";

export const capacityEmptied = defineRule({
  id: "capacity-emptied",
  title: "All capacity was taken from a cluster",
  severity: "high",
  why: "Without capacity providers, services that use them can place no task.",
  falsePositives: "Clusters that are taken down.",
  attack: ["T1489", "T1578.005"],
  controls: ["SOC 2 A1.2", "ISO 27001 A.8.32"],
  next: "Set the capacity providers back.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["PutClusterCapacityProviders"],
      requestParameters: {
        capacityProviders: [
          {
            exists: false,
          },
        ],
      },
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "an empty list",
        record: {
          eventName: "PutClusterCapacityProviders",
          requestParameters: {
            cluster: "prod",
            capacityProviders: [],
            defaultCapacityProviderStrategy: [],
          },
        },
      },
    ],
    silent: [
      {
        title: "two left",
        record: {
          eventName: "PutClusterCapacityProviders",
          requestParameters: {
            cluster: "prod",
            capacityProviders: ["FARGATE", "FARGATE_SPOT"],
            defaultCapacityProviderStrategy: [],
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "PutClusterCapacityProviders",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            capacityProviders: [],
          },
        },
      },
    ],
  },
});
