import { defineRule } from "../rule.ts";

export const instanceRegisteredByPerson = defineRule({
  id: "instance-registered-by-person",
  title: "A person registered a container instance",
  severity: "high",
  why: "Container instances register themselves. A machine of somebody else in the cluster is given tasks, with their secrets and roles.",
  falsePositives: "Trials with ECS Anywhere.",
  attack: ["T1578.002", "T1552.007"],
  controls: ["SOC 2 CC6.1", "ISO 27001 A.8.16"],
  next: "Find the machine; deregister it if nobody knows it.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RegisterContainerInstance"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      actor: {
        kind: ["person", "root", "account"],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "by hand",
        record: {
          eventName: "RegisterContainerInstance",
          requestParameters: {
            cluster: "prod",
          },
        },
      },
    ],
    silent: [
      {
        title: "by an instance",
        record: {
          eventName: "RegisterContainerInstance",
          requestParameters: {
            cluster: "prod",
          },
        },
        by: "instance",
      },
      {
        title: "refused",
        record: {
          eventName: "RegisterContainerInstance",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
          },
        },
      },
    ],
  },
});
