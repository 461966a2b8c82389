import { defineRule } from "../rule.ts";

export const accountProtectionOff = defineRule({
  id: "account-protection-off",
  title: "A protection of the account was switched off",
  severity: "high",
  why: "GuardDuty no longer watches new tasks, tags need no permission, or tasks are replaced for maintenance without notice.",
  falsePositives: "Changes that were agreed on for the whole account.",
  attack: ["T1562.008", "T1578.005"],
  controls: ["SOC 2 CC7.2", "ISO 27001 A.8.9", "ISO 27001 A.8.16"],
  next: "Set it back.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["PutAccountSetting", "PutAccountSettingDefault"],
      $or: [
        {
          requestParameters: {
            name: ["guardDutyActivate", "tagResourceAuthorization"],
            value: ["off", "disabled"],
          },
        },
        {
          requestParameters: {
            name: ["fargateTaskRetirementWaitPeriod"],
            value: ["0"],
          },
        },
      ],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "GuardDuty",
        record: {
          eventName: "PutAccountSettingDefault",
          requestParameters: {
            name: "guardDutyActivate",
            value: "off",
          },
        },
      },
    ],
    silent: [
      {
        title: "on",
        record: {
          eventName: "PutAccountSettingDefault",
          requestParameters: {
            name: "tagResourceAuthorization",
            value: "on",
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
            name: "guardDutyActivate",
            value: "off",
          },
        },
      },
    ],
  },
});
