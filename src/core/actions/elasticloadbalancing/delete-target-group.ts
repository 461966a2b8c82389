import { defineAction } from "../../action.ts";
import { namedByArn } from "../around.ts";
import { readSettings } from "../settings.ts";

export const deleteTargetGroup = defineAction({
  eventSource: "elasticloadbalancing.amazonaws.com",
  eventName: "DeleteTargetGroup",
  summary: "Deletes a target group.",
  nature: "mutating",
  resources: namedByArn("target-group", "targetGroupArn"),
  settings: ({ request }) => readSettings(request, { omit: ["targetGroupArn"] }),
  intent: "delete",
  examples: [
    {
      title: "a target group deleted",
      request: {
        targetGroupArn:
          "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/api/0123456789abcdef",
      },
      resource: {
        kind: "target-group",
        name: "targetgroup/api/0123456789abcdef",
        arn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/api/0123456789abcdef",
      },
      intent: "delete",
    },
  ],
});
