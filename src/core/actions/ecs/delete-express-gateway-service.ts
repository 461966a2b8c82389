import { defineAction } from "../../action.ts";
import { expressState } from "../express-service.ts";
import { serviceResources } from "../service.ts";

export const deleteExpressGatewayService = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeleteExpressGatewayService",
  summary: "Deletes an Express service and what ECS made for it.",
  nature: "mutating",
  resources: serviceResources,
  intent: "delete",
  state: expressState,
  examples: [
    {
      title: "named by its ARN, as it must be",
      request: { serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/default/shop" },
      resource: {
        kind: "service",
        name: "shop",
        cluster: "default",
        service: "shop",
        arn: "arn:aws:ecs:eu-west-1:111122223333:service/default/shop",
      },
      intent: "delete",
    },
  ],
});
