import { defineRule } from "../rule.ts";

export const floatingImage = defineRule({
  id: "floating-image",
  title: "A task definition names an image without a fixed version",
  severity: "low",
  why: "With latest or no tag, the next task may run something else than the last one.",
  falsePositives: "Development environments.",
  attack: ["T1525"],
  controls: ["SOC 2 CC8.1", "ISO 27001 A.8.19"],
  next: "Name a version or, better, a digest.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RegisterTaskDefinition", "RegisterDaemonTaskDefinition"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      images: {
        floating: [true],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "latest",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:latest",
              },
            ],
          },
        },
      },
      {
        title: "no tag",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout",
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
        title: "a digest",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout@sha256:0123",
              },
            ],
          },
        },
      },
    ],
  },
});
