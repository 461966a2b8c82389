import { defineRule } from "../rule.ts";

export const consoleUpdateService = defineRule({
  id: "console-update-service",
  title: "A person changed a service in the console",
  severity: "medium",
  why: "A change by hand is in no repository: nobody reviewed it, and the next deployment may undo it.",
  falsePositives: "Teams that work by console on purpose; incidents.",
  attack: ["T1578.005"],
  controls: ["SOC 2 CC8.1", "PCI DSS 6.5.1", "ISO 27001 A.8.32"],
  next: "Bring the change into code, or undo it.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateService"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      actor: {
        kind: ["person", "root"],
      },
      tool: {
        kind: ["console"],
      },
      managedBy: [
        {
          exists: false,
        },
      ],
    },
  },
  examples: {
    fires: [
      {
        title: "another desired count",
        record: {
          eventName: "UpdateService",
          userAgent: "console.amazonaws.com",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 6,
          },
        },
      },
    ],
    silent: [
      {
        title: "by aws-cli",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 6,
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "UpdateService",
          userAgent: "console.amazonaws.com",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 6,
          },
        },
      },
    ],
  },
});
