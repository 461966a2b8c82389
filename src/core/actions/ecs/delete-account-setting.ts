import { defineAction } from "../../action.ts";
import { principalSetting, settingState } from "../account-setting.ts";

export const deleteAccountSetting = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeleteAccountSetting",
  summary: "Takes back one principal's account setting, so that the default holds again.",
  nature: "mutating",
  resources: principalSetting,
  intent: "configure",
  state: settingState,
  examples: [
    {
      title: "the caller's own",
      request: { name: "awsvpcTrunking" },
      resource: { kind: "account-setting", name: "awsvpcTrunking" },
      intent: "configure",
    },
  ],
});
