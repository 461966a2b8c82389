import { defineRule } from "../rule.ts";

export const execEnabled = defineRule({
  id: "exec-enabled",
  title: "ECS Exec was switched on",
  severity: "medium",
  why: "From now on whoever may call ExecuteCommand can open a shell in the tasks.",
  falsePositives: "Development environments; debugging that was agreed on.",
  attack: ["T1609"],
  controls: ["SOC 2 CC6.1", "PCI DSS 10.2.1.2", "ISO 27001 A.8.18"],
  next: "Switch it off when the debugging is done.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: [
        "CreateService",
        "UpdateService",
        "RunTask",
        "StartTask",
        "CreateDaemon",
        "UpdateDaemon",
      ],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      settings: {
        name: ["enableExecuteCommand"],
        after: [true],
        changed: [true],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "on a service",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            enableExecuteCommand: true,
          },
        },
      },
      {
        title: "for one task",
        record: {
          eventName: "RunTask",
          requestParameters: {
            cluster: "prod",
            taskDefinition: "api:1",
            enableExecuteCommand: true,
          },
        },
      },
    ],
    silent: [
      {
        title: "it was on before",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 3,
            enableExecuteCommand: true,
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            requestParameters: {
              cluster: "prod",
              service: "checkout",
              enableExecuteCommand: true,
            },
          },
        ],
      },
      {
        title: "switched off",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            enableExecuteCommand: false,
          },
        },
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
            enableExecuteCommand: true,
          },
        },
      },
    ],
  },
});
