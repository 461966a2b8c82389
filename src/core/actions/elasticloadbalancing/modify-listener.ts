import { defineAction } from "../../action.ts";
import { namedByArn } from "../around.ts";
import { readSettings } from "../settings.ts";

export const modifyListener = defineAction({
  eventSource: "elasticloadbalancing.amazonaws.com",
  eventName: "ModifyListener",
  summary: "Changes where a listener sends requests.",
  nature: "mutating",
  resources: namedByArn("listener", "listenerArn"),
  settings: ({ request }) => readSettings(request, { omit: ["listenerArn"] }),
  intent: "configure",
  examples: [
    {
      title: "another target group",
      request: {
        listenerArn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/01/02",
      },
      resource: {
        kind: "listener",
        name: "listener/app/web/01/02",
        arn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/01/02",
      },
      intent: "configure",
    },
  ],
});
