import { defineAction } from "../../action.ts";
import { scalableTargetOf } from "../around.ts";
import { readSettings } from "../settings.ts";

export const deleteScalingPolicy = defineAction({
  eventSource: "application-autoscaling.amazonaws.com",
  eventName: "DeleteScalingPolicy",
  summary: "Deletes a scaling policy.",
  nature: "mutating",
  resources: scalableTargetOf,
  settings: ({ request }) =>
    readSettings(request, { omit: ["serviceNamespace", "resourceId", "scalableDimension"] }),
  intent: "configure-scaling",
  examples: [
    {
      title: "of a service",
      request: { serviceNamespace: "ecs", resourceId: "service/prod/api", policyName: "cpu" },
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
