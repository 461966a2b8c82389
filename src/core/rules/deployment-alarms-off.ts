import { defineRule } from "../rule.ts";

export const deploymentAlarmsOff = defineRule({
  id: "deployment-alarms-off",
  title: "Deployment alarms were switched off",
  severity: "medium",
  why: "A deployment that raises alarms is no longer stopped by them.",
  falsePositives: "Services that are watched in another way.",
  attack: ["T1578.005"],
  controls: ["SOC 2 CC7.2", "SOC 2 CC8.1", "ISO 27001 A.8.16"],
  next: "Switch them on again.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateService"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      settings: {
        name: ["deploymentConfiguration.alarms.enable"],
        after: [false],
        changed: [true],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "switched off",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            deploymentConfiguration: {
              alarms: {
                alarmNames: [],
                enable: false,
                rollback: false,
              },
            },
          },
        },
      },
    ],
    silent: [
      {
        title: "on",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            deploymentConfiguration: {
              alarms: {
                alarmNames: ["x"],
                enable: true,
                rollback: true,
              },
            },
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
            deploymentConfiguration: {
              alarms: {
                alarmNames: [],
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
