import { defineAction } from "../../action.ts";
import { expressIntent, expressState } from "../express-service.ts";
import { serviceResources } from "../service.ts";
import { readSettings } from "../settings.ts";

export const updateExpressGatewayService = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateExpressGatewayService",
  summary: "Deploys, scales or changes an Express service.",
  nature: "mutating",
  resources: serviceResources,
  settings: ({ request }) => readSettings(request, { omit: ["serviceArn"] }),
  intent: expressIntent,
  state: expressState,
  examples: [
    {
      title: "a new image",
      request: {
        serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/default/shop",
        primaryContainer: { image: "shop:1.1" },
      },
      resource: {
        kind: "service",
        name: "shop",
        cluster: "default",
        service: "shop",
        arn: "arn:aws:ecs:eu-west-1:111122223333:service/default/shop",
      },
      intent: "deploy",
      settings: { "primaryContainer.image": "shop:1.1" },
    },
    {
      title: "room for more tasks",
      request: {
        serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/default/shop",
        scalingTarget: { maxTaskCount: 20 },
      },
      resource: {
        kind: "service",
        name: "shop",
        cluster: "default",
        service: "shop",
        arn: "arn:aws:ecs:eu-west-1:111122223333:service/default/shop",
      },
      intent: "scale",
      settings: { "scalingTarget.maxTaskCount": 20 },
    },
  ],
});
