import { defineRule } from "../rule.ts";

export const restartByPerson = defineRule({
  id: "restart-by-person",
  title: "A person restarted a service",
  severity: "info",
  why: "A new deployment of the same task definition replaces every task.",
  falsePositives: "A stuck service.",
  attack: ["T1489"],
  controls: ["SOC 2 CC8.1", "ISO 27001 A.8.32"],
  next: "Nothing, unless it happens often.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateService"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      intent: ["restart"],
      actor: {
        kind: ["person", "root"],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "forced",
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
    silent: [
      {
        title: "by a role",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            forceNewDeployment: true,
          },
        },
        by: "role",
      },
      {
        title: "not forced",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            forceNewDeployment: false,
            desiredCount: 3,
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
            forceNewDeployment: true,
          },
        },
      },
    ],
  },
});
