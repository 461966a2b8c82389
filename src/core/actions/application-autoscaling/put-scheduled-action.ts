import { defineAction } from "../../action.ts";
import { scalableTargetOf } from "../around.ts";
import { readSettings } from "../settings.ts";

export const putScheduledAction = defineAction({
  eventSource: "application-autoscaling.amazonaws.com",
  eventName: "PutScheduledAction",
  summary: "Sets a time at which Service Auto Scaling changes the limits.",
  nature: "mutating",
  resources: scalableTargetOf,
  settings: ({ request }) =>
    readSettings(request, { omit: ["serviceNamespace", "resourceId", "scalableDimension"] }),
  intent: "configure-scaling",
  examples: [
    {
      title: "of a service",
      request: {
        serviceNamespace: "ecs",
        resourceId: "service/prod/api",
        scheduledActionName: "night",
      },
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
