import { defineAction } from "../../action.ts";
import { scalableTargetOf } from "../around.ts";
import { readSettings } from "../settings.ts";

export const registerScalableTarget = defineAction({
  eventSource: "autoscaling.amazonaws.com",
  eventName: "RegisterScalableTarget",
  summary:
    "Sets the limits between which Service Auto Scaling may move a service. As AWS records it under EC2 Auto Scaling.",
  nature: "mutating",
  resources: scalableTargetOf,
  settings: ({ request }) =>
    readSettings(request, { omit: ["serviceNamespace", "resourceId", "scalableDimension"] }),
  intent: "configure-scaling",
  examples: [
    {
      title: "of a service",
      request: { serviceNamespace: "ecs", resourceId: "service/prod/api", minCapacity: 1 },
      resource: {
        kind: "scalable-target",
        name: "service/prod/api",
        cluster: "prod",
        service: "api",
      },
      intent: "configure-scaling",
    },
  ],
});
