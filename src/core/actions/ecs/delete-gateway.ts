import { defineAction } from "../../action.ts";
import { gatewayResources } from "../gateway.ts";
import { readState } from "../settings.ts";

export const deleteGateway = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeleteGateway",
  summary: "Deletes a gateway.",
  nature: "mutating",
  resources: gatewayResources,
  intent: "delete",
  state: ({ response }) => readState(response, ["status"]),
  examples: [
    {
      title: "named by its ARN",
      request: {
        gateway:
          "arn:aws:ecs:eu-west-1:111122223333:gateway/public/a1b2c3d4e5f6478890abcdef12345678",
      },
      resource: {
        kind: "gateway",
        name: "public",
        arn: "arn:aws:ecs:eu-west-1:111122223333:gateway/public/a1b2c3d4e5f6478890abcdef12345678",
      },
      intent: "delete",
    },
  ],
});
