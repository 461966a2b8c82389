import { defineAction } from "../../action.ts";
import { readNamedByArn } from "../../resource-names.ts";
import { readSettings } from "../settings.ts";

export const tagResource = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "TagResource",
  summary: "Sets tags of any ECS resource.",
  nature: "mutating",
  resources: ({ request }) => [readNamedByArn(request["resourceArn"])],
  settings: ({ request }) => readSettings(request, { omit: ["resourceArn"] }),
  intent: "tag",
  examples: [
    {
      title: "a service",
      request: {
        resourceArn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
        tags: [{ key: "team", value: "shop" }],
      },
      resource: {
        kind: "service",
        name: "checkout",
        cluster: "prod",
        service: "checkout",
        arn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
      },
      intent: "tag",
      settings: { "tags.team": "shop" },
    },
  ],
});
