import { defineRule } from "../rule.ts";

export const deleteTaskDefinitions = defineRule({
  id: "delete-task-definitions",
  title: "Task definitions were deleted",
  severity: "medium",
  why: "A deleted revision cannot be run or rolled back to.",
  falsePositives: "Housekeeping of old revisions.",
  attack: ["T1485", "T1070"],
  controls: ["SOC 2 CC8.1", "PCI DSS 10.2.1.7", "ISO 27001 A.8.32"],
  next: "See whether a service still runs one of the revisions.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["DeleteTaskDefinitions", "DeleteDaemonTaskDefinition"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "two revisions",
        record: {
          eventName: "DeleteTaskDefinitions",
          requestParameters: {
            taskDefinitions: ["checkout:40", "checkout:41"],
          },
        },
      },
    ],
    silent: [
      {
        title: "refused",
        record: {
          eventName: "DeleteTaskDefinitions",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            taskDefinitions: ["checkout:40"],
          },
        },
      },
      {
        title: "deregistered only",
        record: {
          eventName: "DeregisterTaskDefinition",
          requestParameters: {
            taskDefinition: "checkout:40",
          },
        },
      },
    ],
  },
});
