import { defineRule } from "../rule.ts";

export const noLogConfiguration = defineRule({
  id: "no-log-configuration",
  title: "A task definition keeps no logs",
  severity: "low",
  why: "None of its containers sends its output anywhere.",
  falsePositives: "Containers that send their logs themselves.",
  attack: ["T1562.008"],
  controls: ["SOC 2 CC7.2", "ISO 27001 A.8.15"],
  next: "Add a log configuration.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RegisterTaskDefinition"],
      requestParameters: {
        containerDefinitions: {
          name: [
            {
              exists: true,
            },
          ],
          logConfiguration: {
            logDriver: [
              {
                exists: false,
              },
            ],
          },
        },
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
        title: "none",
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
    silent: [
      {
        title: "awslogs",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                logConfiguration: {
                  logDriver: "awslogs",
                },
              },
            ],
          },
        },
      },
    ],
  },
});
