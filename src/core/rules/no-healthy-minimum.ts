import { defineRule } from "../rule.ts";

export const noHealthyMinimum = defineRule({
  id: "no-healthy-minimum",
  title: "A deployment may stop every task at once",
  severity: "medium",
  why: "With a minimum healthy percent of 0, ECS may stop all tasks before the new ones run.",
  falsePositives:
    "Single-task services on small clusters, where there is no room for a second task.",
  attack: ["T1489"],
  controls: ["SOC 2 A1.2", "ISO 27001 A.8.9"],
  next: "Set a minimum of 100 where the cluster has room.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateService", "CreateService"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      settings: {
        name: ["deploymentConfiguration.minimumHealthyPercent"],
        after: [0],
        changed: [true],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "set to 0",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            deploymentConfiguration: {
              minimumHealthyPercent: 0,
            },
          },
        },
      },
    ],
    silent: [
      {
        title: "50",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            deploymentConfiguration: {
              minimumHealthyPercent: 50,
            },
          },
        },
      },
      {
        title: "it was 0 before",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 2,
            deploymentConfiguration: {
              minimumHealthyPercent: 0,
            },
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            requestParameters: {
              cluster: "prod",
              service: "checkout",
              deploymentConfiguration: {
                minimumHealthyPercent: 0,
              },
            },
          },
        ],
      },
    ],
  },
});
