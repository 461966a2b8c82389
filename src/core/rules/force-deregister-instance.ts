import { defineRule } from "../rule.ts";

export const forceDeregisterInstance = defineRule({
  id: "force-deregister-instance",
  title: "A container instance was deregistered by force",
  severity: "medium",
  why: "Its tasks run on, but ECS no longer knows of them: nobody counts or stops them.",
  falsePositives: "Instances that are already gone.",
  attack: ["T1578.003", "T1489"],
  controls: ["SOC 2 A1.2", "ISO 27001 A.8.32"],
  next: "See whether the instance still runs.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["DeregisterContainerInstance"],
      requestParameters: {
        force: [true],
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
        title: "by force",
        record: {
          eventName: "DeregisterContainerInstance",
          requestParameters: {
            cluster: "prod",
            containerInstance: "1c3be8eddf3047b48f1e6e68ebd01f34",
            force: true,
          },
        },
      },
    ],
    silent: [
      {
        title: "without force",
        record: {
          eventName: "DeregisterContainerInstance",
          requestParameters: {
            cluster: "prod",
            containerInstance: "1c3be8eddf3047b48f1e6e68ebd01f34",
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "DeregisterContainerInstance",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            containerInstance: "1c3be8eddf3047b48f1e6e68ebd01f34",
            force: true,
          },
        },
      },
    ],
  },
});
