import { defineRule } from "../rule.ts";

export const accountDefaultChanged = defineRule({
  id: "account-default-changed",
  title: "A default of the account was changed",
  severity: "low",
  why: "It holds for everybody in the account and region from now on.",
  falsePositives: "Set-up of a new account.",
  attack: ["T1578.005"],
  controls: ["SOC 2 CC8.1", "ISO 27001 A.8.9"],
  next: "See whether it was meant for all.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["PutAccountSettingDefault"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "longer ids",
        record: {
          eventName: "PutAccountSettingDefault",
          requestParameters: {
            name: "dualStackIPv6",
            value: "enabled",
          },
        },
      },
    ],
    silent: [
      {
        title: "for one principal",
        record: {
          eventName: "PutAccountSetting",
          requestParameters: {
            name: "dualStackIPv6",
            value: "enabled",
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "PutAccountSettingDefault",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            name: "dualStackIPv6",
            value: "enabled",
          },
        },
      },
    ],
  },
});
