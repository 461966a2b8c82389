import { defineAction } from "../../action.ts";
import { serviceDeploymentResources } from "../service-deployment.ts";
import { readSettings } from "../settings.ts";

export const stopServiceDeployment = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "StopServiceDeployment",
  summary: "Stops a deployment that is under way, mostly by rolling it back.",
  nature: "mutating",
  resources: serviceDeploymentResources,
  settings: ({ request }) =>
    readSettings(request, { omit: ["serviceDeploymentArn"], momentary: ["stopType"] }),
  intent: "abort-deploy",
  examples: [
    {
      title: "rolled back by hand",
      request: {
        serviceDeploymentArn:
          "arn:aws:ecs:eu-west-1:111122223333:service-deployment/prod/checkout/NCWGC2ZR-taawPAYrIaU5",
        stopType: "ROLLBACK",
      },
      resource: {
        kind: "service-deployment",
        name: "NCWGC2ZR-taawPAYrIaU5",
        cluster: "prod",
        service: "checkout",
        arn: "arn:aws:ecs:eu-west-1:111122223333:service-deployment/prod/checkout/NCWGC2ZR-taawPAYrIaU5",
      },
      intent: "abort-deploy",
      settings: { stopType: "ROLLBACK" },
    },
  ],
});
