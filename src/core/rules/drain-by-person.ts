import { defineRule } from "../rule.ts";

export const drainByPerson = defineRule({
  id: "drain-by-person",
  title: "A person drained a container instance",
  severity: "low",
  why: "ECS moves its tasks away; on a full cluster they stop for good.",
  falsePositives: "Maintenance by hand.",
  attack: ["T1489"],
  controls: ["SOC 2 A1.2", "ISO 27001 A.8.32"],
  next: "See whether the tasks found room elsewhere.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateContainerInstancesState"],
      requestParameters: {
        status: ["DRAINING"],
      },
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
        title: "drained",
        record: {
          eventName: "UpdateContainerInstancesState",
          requestParameters: {
            cluster: "prod",
            containerInstances: ["1c3be8eddf3047b48f1e6e68ebd01f34"],
            status: "DRAINING",
          },
        },
      },
    ],
    silent: [
      {
        title: "active again",
        record: {
          eventName: "UpdateContainerInstancesState",
          requestParameters: {
            cluster: "prod",
            containerInstances: ["1c3be8eddf3047b48f1e6e68ebd01f34"],
            status: "ACTIVE",
          },
        },
      },
      {
        title: "by a role",
        record: {
          eventName: "UpdateContainerInstancesState",
          requestParameters: {
            cluster: "prod",
            containerInstances: ["1c3be8eddf3047b48f1e6e68ebd01f34"],
            status: "DRAINING",
          },
        },
        by: "role",
      },
    ],
  },
});
