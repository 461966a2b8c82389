import { defineAction } from "../../action.ts";
import { principalSetting, settingState } from "../account-setting.ts";
import { readSettings } from "../settings.ts";

export const putAccountSetting = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "PutAccountSetting",
  summary: "Sets an account setting for one principal.",
  nature: "mutating",
  resources: principalSetting,
  settings: ({ request }) => readSettings(request, { omit: ["name", "principalArn"] }),
  intent: "configure",
  state: settingState,
  examples: [
    {
      title: "for another user",
      request: {
        name: "containerInsights",
        value: "enabled",
        principalArn: "arn:aws:iam::111122223333:user/jane",
      },
      resource: {
        kind: "account-setting",
        name: "containerInsights for arn:aws:iam::111122223333:user/jane",
      },
      intent: "configure",
      settings: { value: "enabled" },
    },
  ],
});
