import { defineRule } from "../rule.ts";

export const otherAccountChanges = defineRule({
  id: "other-account-changes",
  title: "Another account changed something",
  severity: "medium",
  per: "actor",
  why: "The caller belongs to an account that this one trusts; who it was is in that account's trail.",
  falsePositives: "Accounts for deployment and operations.",
  attack: ["T1078.004"],
  controls: ["SOC 2 CC6.1", "PCI DSS 10.2.1.2", "ISO 27001 A.8.16"],
  next: "Ask in that account; label it if it is yours.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      nature: ["mutating"],
      actor: {
        kind: ["account"],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "from outside",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 3,
          },
        },
        by: "other-account",
      },
    ],
    silent: [
      {
        title: "a person of this account",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
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
            desiredCount: 3,
          },
        },
        by: "other-account",
      },
    ],
  },
});
