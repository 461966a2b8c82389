import { defineRule } from "../rule.ts";

export const forceDeleteService = defineRule({
  id: "force-delete-service",
  title: "A service was deleted by force",
  severity: "high",
  why: "With force, ECS deletes a service that still runs tasks: no scaling down, no second look.",
  falsePositives: "Tools that always delete by force, such as Terraform with force_delete.",
  attack: ["T1489", "T1485"],
  controls: ["SOC 2 A1.2", "SOC 2 CC8.1", "PCI DSS 10.2.1.7", "ISO 27001 A.8.32"],
  next: "Ask whether it was meant; create it again from code or from the settings in the last UpdateService record.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["DeleteService"],
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
          eventName: "DeleteService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            force: true,
          },
        },
      },
    ],
    silent: [
      {
        title: "without force",
        record: {
          eventName: "DeleteService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "DeleteService",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
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
