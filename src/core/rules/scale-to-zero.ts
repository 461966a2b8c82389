import { defineRule } from "../rule.ts";

export const scaleToZero = defineRule({
  id: "scale-to-zero",
  title: "A service was scaled to zero",
  severity: "high",
  why: "With a desired count of 0 nothing serves any more; ECS stops every task.",
  falsePositives:
    "Environments that are switched off at night, and services that are taken out of use.",
  attack: ["T1489"],
  controls: ["SOC 2 A1.2", "SOC 2 CC8.1", "PCI DSS 10.2.1.7", "ISO 27001 A.8.32"],
  next: "Ask whether it was meant; if not, set the desired count back to what it was.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateService"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      settings: {
        name: ["desiredCount"],
        after: [0],
        changed: [true],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "a person sets the desired count to 0",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 0,
          },
        },
      },
      {
        title: "from 4 to 0",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 0,
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            requestParameters: {
              cluster: "prod",
              service: "checkout",
              desiredCount: 4,
            },
          },
        ],
      },
    ],
    silent: [
      {
        title: "refused",
        record: {
          eventName: "UpdateService",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 0,
          },
        },
      },
      {
        title: "it was at 0 before",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 0,
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            requestParameters: {
              cluster: "prod",
              service: "checkout",
              desiredCount: 0,
            },
          },
        ],
      },
      {
        title: "scaled to one",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 1,
          },
        },
      },
      {
        title: "no desired count at all",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            forceNewDeployment: true,
          },
        },
      },
    ],
  },
});
