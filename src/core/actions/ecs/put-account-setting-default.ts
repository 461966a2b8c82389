import { defineAction } from "../../action.ts";
import { defaultSetting, settingState } from "../account-setting.ts";
import { readSettings } from "../settings.ts";

export const putAccountSettingDefault = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "PutAccountSettingDefault",
  summary:
    "Sets an account setting for everyone in the account and region who has none of their own.",
  nature: "mutating",
  resources: defaultSetting,
  settings: ({ request }) => readSettings(request, { omit: ["name"] }),
  intent: "configure",
  state: settingState,
  examples: [
    {
      title: "tasks may stop sooner for maintenance",
      request: { name: "fargateTaskRetirementWaitPeriod", value: "0" },
      resource: { kind: "account-setting", name: "fargateTaskRetirementWaitPeriod" },
      intent: "configure",
      settings: { value: "0" },
    },
  ],
});
