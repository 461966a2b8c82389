import { defineRule } from "../rule.ts";

export const longTermKeyDestroys = defineRule({
  id: "long-term-key-destroys",
  title: "A long-term access key stopped or deleted something",
  severity: "medium",
  per: "actor",
  why: "The key of an IAM user does not expire and has no second factor; who holds a copy acts as that user.",
  falsePositives: "Old scripts and pipelines.",
  attack: ["T1078.004", "T1489"],
  controls: ["SOC 2 CC6.1", "PCI DSS 8.4.2", "ISO 27001 A.8.2"],
  next: "Replace the key by a role; see where else it was used.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: [
        "UpdateService",
        "DeleteService",
        "DeleteCluster",
        "StopTask",
        "DeleteExpressGatewayService",
        "DeleteTaskDefinitions",
        "DeleteCapacityProvider",
      ],
      userIdentity: {
        type: ["IAMUser"],
        accessKeyId: [
          {
            prefix: "AKIA",
          },
        ],
      },
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      intent: ["stop-service", "delete", "stop-task"],
    },
  },
  examples: {
    fires: [
      {
        title: "an IAM user deletes a service",
        record: {
          eventName: "DeleteService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
          },
        },
        by: "iam-user",
      },
    ],
    silent: [
      {
        title: "a session",
        record: {
          eventName: "DeleteService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
          },
        },
      },
      {
        title: "it only scales",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 5,
          },
        },
        by: "iam-user",
      },
      {
        title: "refused",
        record: {
          eventName: "DeleteService",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
          },
        },
        by: "iam-user",
      },
    ],
  },
});
