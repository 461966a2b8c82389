import { defineRule } from "../rule.ts";

export const insightsOff = defineRule({
  id: "insights-off",
  title: "Container Insights was switched off",
  severity: "medium",
  why: "The metrics that tell what ran and how are gone from now on.",
  falsePositives: "Savings; other monitoring.",
  attack: ["T1562.008"],
  controls: ["SOC 2 CC7.2", "ISO 27001 A.8.15", "ISO 27001 A.8.16"],
  next: "Switch it on again.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: [
        "UpdateClusterSettings",
        "UpdateCluster",
        "PutAccountSetting",
        "PutAccountSettingDefault",
      ],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      $or: [
        {
          settings: {
            name: ["settings.containerInsights"],
            after: ["disabled"],
            changed: [true],
          },
        },
        {
          resource: {
            name: ["containerInsights"],
          },
          settings: {
            name: ["value"],
            after: ["disabled"],
          },
        },
      ],
    },
  },
  examples: {
    fires: [
      {
        title: "on a cluster",
        record: {
          eventName: "UpdateClusterSettings",
          requestParameters: {
            cluster: "prod",
            settings: [
              {
                name: "containerInsights",
                value: "disabled",
              },
            ],
          },
        },
      },
      {
        title: "for the account",
        record: {
          eventName: "PutAccountSettingDefault",
          requestParameters: {
            name: "containerInsights",
            value: "disabled",
          },
        },
      },
    ],
    silent: [
      {
        title: "enabled",
        record: {
          eventName: "UpdateClusterSettings",
          requestParameters: {
            cluster: "prod",
            settings: [
              {
                name: "containerInsights",
                value: "enabled",
              },
            ],
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
            name: "containerInsights",
            value: "disabled",
          },
        },
      },
    ],
  },
});
