import { defineRule } from "../rule.ts";

export const circuitBreakerOff = defineRule({
  id: "circuit-breaker-off",
  title: "The deployment circuit breaker was switched off",
  severity: "medium",
  why: "A bad deployment is no longer stopped or rolled back on its own.",
  falsePositives: "Services that roll back by alarms or by a pipeline.",
  attack: ["T1578.005"],
  controls: ["SOC 2 A1.2", "SOC 2 CC8.1", "ISO 27001 A.8.9"],
  next: "Switch it on again.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateService", "CreateService"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      settings: {
        name: [
          "deploymentConfiguration.deploymentCircuitBreaker.enable",
          "deploymentConfiguration.deploymentCircuitBreaker.rollback",
        ],
        after: [false],
        changed: [true],
        before: [true],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "rollback off",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            deploymentConfiguration: {
              deploymentCircuitBreaker: {
                enable: true,
                rollback: false,
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
              deploymentConfiguration: {
                deploymentCircuitBreaker: {
                  enable: true,
                  rollback: true,
                },
              },
            },
          },
        ],
      },
    ],
    silent: [
      {
        title: "it was off before",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            deploymentConfiguration: {
              deploymentCircuitBreaker: {
                enable: false,
                rollback: false,
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
              deploymentConfiguration: {
                deploymentCircuitBreaker: {
                  enable: false,
                  rollback: false,
                },
              },
            },
          },
        ],
      },
      {
        title: "refused",
        record: {
          eventName: "UpdateService",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            deploymentConfiguration: {
              deploymentCircuitBreaker: {
                enable: false,
                rollback: false,
              },
            },
          },
        },
      },
    ],
  },
});
