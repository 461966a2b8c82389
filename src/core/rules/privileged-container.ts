import { defineRule } from "../rule.ts";

export const privilegedContainer = defineRule({
  id: "privileged-container",
  title: "A task definition asks for a privileged container",
  severity: "high",
  why: "A privileged container is root on its instance: it can read every other task there and take the roles of all.",
  falsePositives: "Monitoring and storage agents that cannot do without.",
  attack: ["T1611", "T1610"],
  controls: ["SOC 2 CC6.8", "PCI DSS 2.2.1", "ISO 27001 A.8.9"],
  next: "Register it without, or with only the capabilities that it needs.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RegisterTaskDefinition", "RegisterDaemonTaskDefinition"],
      requestParameters: {
        containerDefinitions: {
          privileged: [true],
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
        title: "privileged",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                privileged: true,
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
        title: "refused",
        record: {
          eventName: "RegisterTaskDefinition",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                privileged: true,
              },
            ],
          },
        },
      },
      {
        title: "said to be false",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                privileged: false,
              },
            ],
          },
        },
      },
    ],
  },
});
