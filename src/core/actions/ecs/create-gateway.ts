import { defineAction } from "../../action.ts";
import { gatewayResources } from "../gateway.ts";
import { readSettings, readState } from "../settings.ts";

export const createGateway = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "CreateGateway",
  summary: "Creates a gateway: a load balancer that services of several clusters share.",
  nature: "mutating",
  resources: gatewayResources,
  settings: ({ request }) => readSettings(request, { omit: ["name"] }),
  intent: "create",
  state: ({ response }) => readState(response, ["status"]),
  examples: [
    {
      title: "protected from deletion",
      request: {
        name: "public",
        infrastructureRoleArn: "arn:aws:iam::111122223333:role/ecsInfrastructureRole",
        deletionProtection: true,
        clientToken: "5f1c9f0e",
      },
      response: {
        gatewayArn:
          "arn:aws:ecs:eu-west-1:111122223333:gateway/public/a1b2c3d4e5f6478890abcdef12345678",
        name: "public",
        status: "CREATING",
      },
      resource: {
        kind: "gateway",
        name: "public",
        arn: "arn:aws:ecs:eu-west-1:111122223333:gateway/public/a1b2c3d4e5f6478890abcdef12345678",
      },
      intent: "create",
      settings: {
        infrastructureRoleArn: "arn:aws:iam::111122223333:role/ecsInfrastructureRole",
        deletionProtection: true,
      },
    },
  ],
});
