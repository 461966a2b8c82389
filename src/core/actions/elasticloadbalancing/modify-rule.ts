import { defineAction } from "../../action.ts";
import { namedByArn } from "../around.ts";
import { readSettings } from "../settings.ts";

export const modifyRule = defineAction({
  eventSource: "elasticloadbalancing.amazonaws.com",
  eventName: "ModifyRule",
  summary: "Changes a rule of a listener.",
  nature: "mutating",
  resources: namedByArn("listener-rule", "ruleArn"),
  settings: ({ request }) => readSettings(request, { omit: ["ruleArn"] }),
  intent: "configure",
  examples: [
    {
      title: "other conditions",
      request: {
        ruleArn:
          "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/web/01/02/03",
      },
      resource: {
        kind: "listener-rule",
        name: "listener-rule/app/web/01/02/03",
        arn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/web/01/02/03",
      },
      intent: "configure",
    },
  ],
});
