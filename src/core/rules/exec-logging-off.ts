import { defineRule } from "../rule.ts";

export const execLoggingOff = defineRule({
  id: "exec-logging-off",
  title: "Logging of ECS Exec sessions was switched off",
  severity: "high",
  why: "What is typed in a shell is then kept nowhere.",
  falsePositives: "Clusters in which nobody may use ECS Exec.",
  attack: ["T1562.008"],
  controls: ["SOC 2 CC7.2", "PCI DSS 10.2.1.6", "ISO 27001 A.8.15"],
  next: "Set logging to OVERRIDE or DEFAULT, with a log group or bucket.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["CreateCluster", "UpdateCluster"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      settings: {
        name: ["configuration.executeCommandConfiguration.logging"],
        after: ["NONE"],
        changed: [true],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "set to NONE",
        record: {
          eventName: "UpdateCluster",
          requestParameters: {
            cluster: "prod",
            configuration: {
              executeCommandConfiguration: {
                logging: "NONE",
              },
            },
          },
        },
      },
    ],
    silent: [
      {
        title: "set to OVERRIDE",
        record: {
          eventName: "UpdateCluster",
          requestParameters: {
            cluster: "prod",
            configuration: {
              executeCommandConfiguration: {
                logging: "OVERRIDE",
              },
            },
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "UpdateCluster",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            configuration: {
              executeCommandConfiguration: {
                logging: "NONE",
              },
            },
          },
        },
      },
    ],
  },
});
