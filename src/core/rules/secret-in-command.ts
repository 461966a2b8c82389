import { commandsWith } from "../commands-with.ts";
import { defineRule } from "../rule.ts";

export const secretInCommand = defineRule({
  id: "secret-in-command",
  title: "A command carries a secret",
  severity: "medium",
  why: "Commands are in the task definition and in CloudTrail, where many can read them.",
  falsePositives: "Placeholders and names of variables.",
  attack: ["T1552.007"],
  controls: ["PCI DSS 8.6.2", "ISO 27001 A.5.17"],
  next: "Put it into Secrets Manager, and change it.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RegisterTaskDefinition", "RegisterDaemonTaskDefinition", "RunTask", "StartTask"],
      ...commandsWith(["AWS_SECRET_ACCESS_KEY=", "--password=", "PGPASSWORD=", "MYSQL_PWD="]),
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "a password",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                command: ["sh", "-c", "PGPASSWORD=x psql"],
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
    ],
  },
});
