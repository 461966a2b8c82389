import { defineRule } from "../rule.ts";

export const adminRole = defineRule({
  id: "admin-role",
  title: "A task definition has a role with an administrator name",
  severity: "high",
  why: "Whoever gets into the container may do anything in the account.",
  falsePositives: "Tools that deploy infrastructure from a task.",
  attack: ["T1078.004", "T1098"],
  controls: ["SOC 2 CC6.1", "PCI DSS 7.2.1", "ISO 27001 A.8.2"],
  next: "Give it a role with only what it needs.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RegisterTaskDefinition", "RegisterDaemonTaskDefinition"],
      requestParameters: {
        taskRoleArn: [
          {
            wildcard: "*role/*Admin*",
          },
          {
            wildcard: "*role/*admin*",
          },
          {
            wildcard: "*role/*PowerUser*",
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
        title: "an admin role",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            taskRoleArn: "arn:aws:iam::111122223333:role/OrgAdmin",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
              },
            ],
          },
        },
      },
    ],
    silent: [
      {
        title: "an ordinary container",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
              },
            ],
          },
        },
      },
      {
        title: "an ordinary role",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            taskRoleArn: "arn:aws:iam::111122223333:role/checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
              },
            ],
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "RegisterTaskDefinition",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            family: "checkout",
            taskRoleArn: "arn:aws:iam::111122223333:role/OrgAdmin",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
              },
            ],
          },
        },
      },
    ],
  },
});
