import { defineRule } from "../rule.ts";

export const rootContainer = defineRule({
  id: "root-container",
  title: "A task definition runs a container as root by name",
  severity: "low",
  why: "Whoever breaks into the process is root in the container.",
  falsePositives: "Images that drop root themselves.",
  attack: ["T1610"],
  controls: ["SOC 2 CC6.8", "ISO 27001 A.8.9"],
  next: "Name an ordinary user.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RegisterTaskDefinition", "RegisterDaemonTaskDefinition"],
      requestParameters: {
        containerDefinitions: {
          user: [
            "root",
            "0",
            {
              prefix: "0:",
            },
            {
              prefix: "root:",
            },
          ],
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
        title: "user root",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                user: "root",
              },
            ],
          },
        },
      },
      {
        title: "user 0:0",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                user: "0:0",
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
        title: "user 1000",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                user: "1000",
              },
            ],
          },
        },
      },
    ],
  },
});
