import { defineRule } from "../rule.ts";

export const longGracePeriod = defineRule({
  id: "long-grace-period",
  title: "Health checks are ignored for an hour or more",
  severity: "low",
  why: "Within the grace period a broken task counts as healthy.",
  falsePositives: "Services that take very long to start.",
  attack: ["T1578.005"],
  controls: ["SOC 2 A1.2", "ISO 27001 A.8.9"],
  next: "Set it to what a start takes.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateService", "CreateService"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      settings: {
        name: ["healthCheckGracePeriodSeconds"],
        after: [
          {
            numeric: [">=", 3600],
          },
        ],
        changed: [true],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "a day",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            healthCheckGracePeriodSeconds: 86400,
          },
        },
      },
    ],
    silent: [
      {
        title: "a minute",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            healthCheckGracePeriodSeconds: 60,
          },
        },
      },
    ],
  },
});
