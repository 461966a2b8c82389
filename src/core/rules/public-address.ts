import { defineRule } from "../rule.ts";

export const publicAddress = defineRule({
  id: "public-address",
  title: "Tasks get public addresses",
  severity: "high",
  why: "Each task can be reached from the internet as far as its security groups allow.",
  falsePositives:
    "Fargate tasks in public subnets without a NAT gateway, with closed security groups.",
  attack: ["T1578.005"],
  controls: ["SOC 2 CC6.6", "PCI DSS 1.4.1", "ISO 27001 A.8.20"],
  next: "Move them to private subnets, or see that the security groups are closed.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["CreateService", "UpdateService", "RunTask", "StartTask", "CreateTaskSet"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      settings: {
        name: ["networkConfiguration.awsvpcConfiguration.assignPublicIp"],
        after: ["ENABLED"],
        changed: [true],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "a new service",
        record: {
          eventName: "CreateService",
          requestParameters: {
            cluster: "prod",
            serviceName: "shop",
            networkConfiguration: {
              awsvpcConfiguration: {
                subnets: ["subnet-1"],
                assignPublicIp: "ENABLED",
              },
            },
          },
        },
      },
    ],
    silent: [
      {
        title: "it had them before",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 3,
            networkConfiguration: {
              awsvpcConfiguration: {
                subnets: ["subnet-1"],
                assignPublicIp: "ENABLED",
              },
            },
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            requestParameters: {
              cluster: "prod",
              service: "checkout",
              networkConfiguration: {
                awsvpcConfiguration: {
                  subnets: ["subnet-1"],
                  assignPublicIp: "ENABLED",
                },
              },
            },
          },
        ],
      },
      {
        title: "disabled",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            networkConfiguration: {
              awsvpcConfiguration: {
                subnets: ["subnet-1"],
                assignPublicIp: "DISABLED",
              },
            },
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "CreateService",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            serviceName: "shop",
            networkConfiguration: {
              awsvpcConfiguration: {
                subnets: ["s"],
                assignPublicIp: "ENABLED",
              },
            },
          },
        },
      },
    ],
  },
});
