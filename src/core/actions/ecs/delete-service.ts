import { defineAction } from "../../action.ts";
import { serviceResources, serviceState } from "../service.ts";
import { readSettings } from "../settings.ts";

export const deleteService = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeleteService",
  summary: "Deletes a service, with `force` even while it is not scaled to zero.",
  nature: "mutating",
  resources: serviceResources,
  settings: ({ request }) =>
    readSettings(request, { omit: ["cluster", "service"], momentary: ["force"] }),
  intent: "delete",
  state: serviceState,
  examples: [
    {
      title: "deleted by force while tasks ran",
      request: { cluster: "prod", service: "checkout", force: true },
      response: {
        service: {
          serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
          serviceName: "checkout",
          clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
          status: "DRAINING",
          desiredCount: 0,
        },
      },
      resource: {
        kind: "service",
        name: "checkout",
        cluster: "prod",
        service: "checkout",
        arn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
      },
      intent: "delete",
      settings: { force: true },
    },
  ],
});
