import { defineRule } from "../rule.ts";

export const rootUse = defineRule({
  id: "root-use",
  title: "The root user was used",
  severity: "critical",
  per: "actor",
  why: "Root needs no permission and cannot be limited by one. AWS asks that it be used for almost nothing, and nobody knows which person was behind it.",
  falsePositives:
    "The few tasks that only root can do, such as closing the account or changing its support plan.",
  attack: ["T1078.004"],
  controls: ["SOC 2 CC6.1", "PCI DSS 10.2.1.2", "ISO 27001 A.8.2"],
  next: "Find out who has the root credentials, see everything they did in the same hour, and rotate them.",
  pattern: {
    tasktrail: {
      actor: {
        kind: ["root"],
      },
      origin: {
        kind: [
          {
            "anything-but": "aws-service",
          },
        ],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "root lists clusters",
        record: {
          eventName: "ListClusters",
        },
        by: "root",
      },
      {
        title: "root stops a service",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 0,
          },
        },
        by: "root",
      },
    ],
    silent: [
      {
        title: "a service acts for root",
        record: {
          eventName: "UpdateService",
          sourceIPAddress: "autoscaling.amazonaws.com",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 2,
          },
        },
        by: "root",
      },
      {
        title: "a person",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 0,
          },
        },
      },
    ],
  },
});
