import { defineRule } from "../rule.ts";

export const rollbackByPerson = defineRule({
  id: "rollback-by-person",
  title: "A person went back to an older task definition",
  severity: "low",
  why: "Fixes that the newer revision brought are gone, security fixes too.",
  falsePositives: "A bad release that was rightly rolled back.",
  attack: ["T1578.005"],
  controls: ["SOC 2 CC8.1", "ISO 27001 A.8.32"],
  next: "See what the newer revision changed.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateService"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      intent: ["rollback"],
      actor: {
        kind: ["person", "root"],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "from 42 to 41",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            taskDefinition: "checkout:41",
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            requestParameters: {
              cluster: "prod",
              service: "checkout",
              taskDefinition: "checkout:42",
            },
          },
        ],
      },
    ],
    silent: [
      {
        title: "forward",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            taskDefinition: "checkout:43",
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            requestParameters: {
              cluster: "prod",
              service: "checkout",
              taskDefinition: "checkout:42",
            },
          },
        ],
      },
    ],
  },
});
