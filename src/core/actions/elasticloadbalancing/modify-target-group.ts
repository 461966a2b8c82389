import { defineAction } from "../../action.ts";
import { namedByArn } from "../around.ts";
import { readSettings } from "../settings.ts";

export const modifyTargetGroup = defineAction({
  eventSource: "elasticloadbalancing.amazonaws.com",
  eventName: "ModifyTargetGroup",
  summary: "Changes a target group, such as its health check.",
  nature: "mutating",
  resources: namedByArn("target-group", "targetGroupArn"),
  settings: ({ request }) => readSettings(request, { omit: ["targetGroupArn"] }),
  intent: "configure",
  examples: [
    {
      title: "another health check",
      request: {
        targetGroupArn:
          "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/api/0123456789abcdef",
        healthCheckPath: "/up",
      },
      resource: {
        kind: "target-group",
        name: "targetgroup/api/0123456789abcdef",
        arn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/api/0123456789abcdef",
      },
      intent: "configure",
    },
  ],
});
