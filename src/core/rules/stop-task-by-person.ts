import { defineRule } from "../rule.ts";

export const stopTaskByPerson = defineRule({
  id: "stop-task-by-person",
  title: "A person stopped a task",
  severity: "medium",
  why: "ECS starts another task of a service, but what the task was doing is cut off, and a task outside any service does not come back.",
  falsePositives: "People who restart a stuck task by hand.",
  attack: ["T1489"],
  controls: ["SOC 2 A1.2", "PCI DSS 10.2.1.7", "ISO 27001 A.8.32"],
  next: "Read the reason that was given; if it happens often, find out what gets stuck.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["StopTask"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      actor: {
        kind: ["person", "root"],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "with a reason",
        record: {
          eventName: "StopTask",
          requestParameters: {
            cluster: "prod",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
            reason: "stuck",
          },
        },
      },
      {
        title: "an IAM user",
        record: {
          eventName: "StopTask",
          requestParameters: {
            cluster: "prod",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
          },
        },
        by: "iam-user",
      },
    ],
    silent: [
      {
        title: "a role of a workload",
        record: {
          eventName: "StopTask",
          requestParameters: {
            cluster: "prod",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
          },
        },
        by: "role",
      },
      {
        title: "refused",
        record: {
          eventName: "StopTask",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
          },
        },
      },
    ],
  },
});
