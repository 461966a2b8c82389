import { defineRule } from "../rule.ts";

export const deleteCapacityProvider = defineRule({
  id: "delete-capacity-provider",
  title: "A capacity provider was deleted",
  severity: "medium",
  why: "Services that place tasks by it can start no more.",
  falsePositives: "Capacity that was replaced by other capacity.",
  attack: ["T1578.003", "T1489"],
  controls: ["SOC 2 A1.2", "PCI DSS 10.2.1.7", "ISO 27001 A.8.32"],
  next: "See which services still name it.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["DeleteCapacityProvider"],
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
          eventName: "DeleteCapacityProvider",
          requestParameters: {
            capacityProvider: "gpu",
          },
        },
      },
    ],
    silent: [
      {
        title: "refused",
        record: {
          eventName: "DeleteCapacityProvider",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            capacityProvider: "gpu",
          },
        },
      },
    ],
  },
});
