import { defineRule } from "../rule.ts";

export const longProtection = defineRule({
  id: "long-protection",
  title: "Tasks were protected from scale-in for a day or more",
  severity: "low",
  why: "A protected task outlives deployments: old code, or something worse, stays.",
  falsePositives: "Jobs that run for days and must not be cut off.",
  attack: ["T1578.005"],
  controls: ["ISO 27001 A.8.9"],
  next: "See what the tasks run.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateTaskProtection"],
      requestParameters: {
        protectionEnabled: [true],
        expiresInMinutes: [
          {
            numeric: [">=", 1440],
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
        title: "two days",
        record: {
          eventName: "UpdateTaskProtection",
          requestParameters: {
            cluster: "prod",
            tasks: ["0cc43cdb3bee44079c26c0e6ea5bee84"],
            protectionEnabled: true,
            expiresInMinutes: 2880,
          },
        },
      },
    ],
    silent: [
      {
        title: "an hour",
        record: {
          eventName: "UpdateTaskProtection",
          requestParameters: {
            cluster: "prod",
            tasks: ["0cc43cdb3bee44079c26c0e6ea5bee84"],
            protectionEnabled: true,
            expiresInMinutes: 60,
          },
        },
      },
    ],
  },
});
