import { defineAction } from "../../action.ts";
import { expressState } from "../express-service.ts";
import { serviceResources } from "../service.ts";
import { readSettings } from "../settings.ts";

export const createExpressGatewayService = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "CreateExpressGatewayService",
  summary: "Creates an Express service: ECS makes its load balancer, scaling and network too.",
  nature: "mutating",
  resources: serviceResources,
  settings: ({ request }) => readSettings(request, { omit: ["cluster", "serviceName"] }),
  intent: "create",
  state: expressState,
  examples: [
    {
      title: "from an image",
      request: {
        serviceName: "shop",
        infrastructureRoleArn: "arn:aws:iam::111122223333:role/ecsInfrastructureRole",
        primaryContainer: {
          image: "shop:1.0",
          containerPort: 8080,
          environment: [{ name: "STAGE", value: "prod" }],
        },
        scalingTarget: { minTaskCount: 1, maxTaskCount: 4 },
      },
      response: {
        service: {
          serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/default/shop",
          serviceName: "shop",
          cluster: "default",
          status: { statusCode: "ACTIVE" },
        },
      },
      resource: {
        kind: "service",
        name: "shop",
        cluster: "default",
        service: "shop",
        arn: "arn:aws:ecs:eu-west-1:111122223333:service/default/shop",
      },
      intent: "create",
      settings: {
        infrastructureRoleArn: "arn:aws:iam::111122223333:role/ecsInfrastructureRole",
        "primaryContainer.image": "shop:1.0",
        "primaryContainer.containerPort": 8080,
        "primaryContainer.environment": ["STAGE"],
        "scalingTarget.minTaskCount": 1,
        "scalingTarget.maxTaskCount": 4,
      },
    },
  ],
});
