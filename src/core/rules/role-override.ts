import { defineRule } from "../rule.ts";

export const roleOverride = defineRule({
  id: "role-override",
  title: "A task was started with another role than its definition has",
  severity: "high",
  why: "No task definition shows it: who may pass the role has its rights for the price of one RunTask.",
  falsePositives: "Batch jobs that are started with a role for each customer.",
  attack: ["T1078.004", "T1610"],
  controls: ["SOC 2 CC6.1", "PCI DSS 7.2.1", "ISO 27001 A.8.2"],
  next: "See what the role may do, and what the task did with it.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RunTask", "StartTask"],
      $or: [
        {
          requestParameters: {
            overrides: {
              taskRoleArn: [
                {
                  exists: true,
                },
              ],
            },
          },
        },
        {
          requestParameters: {
            overrides: {
              executionRoleArn: [
                {
                  exists: true,
                },
              ],
            },
          },
        },
      ],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "an admin role",
        record: {
          eventName: "RunTask",
          requestParameters: {
            cluster: "prod",
            taskDefinition: "migrate:7",
            overrides: {
              taskRoleArn: "arn:aws:iam::111122223333:role/admin",
            },
          },
        },
      },
    ],
    silent: [
      {
        title: "only a command",
        record: {
          eventName: "RunTask",
          requestParameters: {
            cluster: "prod",
            taskDefinition: "migrate:7",
            overrides: {
              containerOverrides: [
                {
                  name: "app",
                  command: ["x"],
                },
              ],
            },
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "RunTask",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            taskDefinition: "migrate:7",
            overrides: {
              taskRoleArn: "arn:aws:iam::111122223333:role/admin",
            },
          },
        },
      },
    ],
  },
});
