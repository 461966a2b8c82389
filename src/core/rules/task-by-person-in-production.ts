import { defineRule } from "../rule.ts";

export const taskByPersonInProduction = defineRule({
  id: "task-by-person-in-production",
  title: "A person started a task in production",
  severity: "low",
  why: "A task that no service keeps: it runs what the person wanted, with the role that it has.",
  falsePositives: "Migrations and jobs by hand.",
  attack: ["T1610"],
  controls: ["SOC 2 CC8.1", "PCI DSS 10.2.1.2", "ISO 27001 A.8.32"],
  next: "See what it ran.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RunTask", "StartTask"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      actor: {
        kind: ["person", "root"],
      },
      environment: ["prod", "production"],
    },
  },
  examples: {
    fires: [
      {
        title: "a migration",
        record: {
          eventName: "RunTask",
          requestParameters: {
            cluster: "prod",
            taskDefinition: "migrate:7",
          },
        },
        given: {
          environment: "prod",
        },
      },
    ],
    silent: [
      {
        title: "staging",
        record: {
          eventName: "RunTask",
          requestParameters: {
            cluster: "staging",
            taskDefinition: "migrate:7",
          },
        },
        given: {
          environment: "staging",
        },
      },
      {
        title: "no room for it",
        record: {
          eventName: "RunTask",
          responseElements: {
            tasks: [],
            failures: [
              {
                reason: "RESOURCE:MEMORY",
              },
            ],
          },
          requestParameters: {
            cluster: "prod",
            taskDefinition: "migrate:7",
          },
        },
        given: {
          environment: "prod",
        },
      },
    ],
  },
});
