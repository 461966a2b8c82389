import { defineRule } from "../rule.ts";

export const deleteService = defineRule({
  id: "delete-service",
  title: "A service was deleted",
  severity: "high",
  why: "What ran is stopped and the service with its settings is gone.",
  falsePositives:
    "Services at the end of their life; pipelines that clean up preview environments.",
  attack: ["T1489", "T1485"],
  controls: ["SOC 2 A1.2", "SOC 2 CC8.1", "PCI DSS 10.2.1.7", "ISO 27001 A.8.32"],
  next: "Ask whether it was meant; create it again from code or from the settings in the last UpdateService record.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["DeleteService"],
      requestParameters: {
        force: [
          {
            exists: false,
          },
          false,
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
        title: "by a person",
        record: {
          eventName: "DeleteService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
          },
        },
      },
    ],
    silent: [
      {
        title: "refused",
        record: {
          eventName: "DeleteService",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
          },
        },
      },
      {
        title: "by force, which is another rule",
        record: {
          eventName: "DeleteService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            force: true,
          },
        },
      },
    ],
  },
});
