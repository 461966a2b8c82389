import { defineRule } from "../rule.ts";

export const deleteOther = defineRule({
  id: "delete-other",
  title: "A small part was deleted",
  severity: "low",
  why: "Mostly housekeeping; told so that nothing that is deleted goes unseen.",
  falsePositives: "Deployments that replace task sets.",
  attack: ["T1485"],
  controls: ["PCI DSS 10.2.1.7", "ISO 27001 A.8.32"],
  next: "Look at it if something is missing.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["DeleteTaskSet", "DeleteAttributes", "DeleteAccountSetting"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "a task set",
        record: {
          eventName: "DeleteTaskSet",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            taskSet: "ecs-svc/1234567890123456789",
          },
        },
      },
    ],
    silent: [
      {
        title: "refused",
        record: {
          eventName: "DeleteAccountSetting",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            name: "containerInsights",
          },
        },
      },
    ],
  },
});
