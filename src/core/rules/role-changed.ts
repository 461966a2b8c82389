import { defineRule } from "../rule.ts";

export const roleChanged = defineRule({
  id: "role-changed",
  title: "A new revision has another role",
  severity: "medium",
  why: "What the task may do changed with it; a task definition with a stronger role is a known way to more rights.",
  falsePositives: "Roles that were split or renamed.",
  attack: ["T1098", "T1078.004"],
  controls: ["SOC 2 CC6.1", "PCI DSS 7.2.1", "ISO 27001 A.8.2"],
  next: "Compare what both roles may do.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RegisterTaskDefinition"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      settings: {
        name: ["taskRoleArn", "executionRoleArn"],
        changed: [true],
        before: [
          {
            exists: true,
          },
        ],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "another task role",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            taskRoleArn: "arn:aws:iam::111122223333:role/admin",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
              },
            ],
          },
        },
        earlier: [
          {
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
        ],
      },
    ],
    silent: [
      {
        title: "the same role",
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
        earlier: [
          {
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
        ],
      },
      {
        title: "nothing is known of before",
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
    ],
  },
});
