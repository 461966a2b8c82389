import { defineAction } from "../../action.ts";
import { serviceDeploymentResources } from "../service-deployment.ts";
import { readSettings } from "../settings.ts";

export const continueServiceDeployment = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "ContinueServiceDeployment",
  summary: "Lets a deployment that waits at a lifecycle hook go on, or rolls it back.",
  nature: "mutating",
  resources: serviceDeploymentResources,
  settings: ({ request }) =>
    readSettings(request, { omit: ["serviceDeploymentArn"], momentary: ["hookId", "action"] }),
  // CONTINUE is what the API takes where no action is named.
  intent: (settings) =>
    settings.some(({ name, after }) => name === "action" && after === "ROLLBACK")
      ? "abort-deploy"
      : "deploy",
  examples: [
    {
      title: "waved through",
      request: {
        serviceDeploymentArn:
          "arn:aws:ecs:eu-west-1:111122223333:service-deployment/prod/checkout/NCWGC2ZR-taawPAYrIaU5",
        hookId: "hook-1",
      },
      resource: {
        kind: "service-deployment",
        name: "NCWGC2ZR-taawPAYrIaU5",
        cluster: "prod",
        service: "checkout",
        arn: "arn:aws:ecs:eu-west-1:111122223333:service-deployment/prod/checkout/NCWGC2ZR-taawPAYrIaU5",
      },
      intent: "deploy",
      settings: { hookId: "hook-1" },
    },
    {
      title: "sent back",
      request: {
        serviceDeploymentArn:
          "arn:aws:ecs:eu-west-1:111122223333:service-deployment/prod/checkout/NCWGC2ZR-taawPAYrIaU5",
        hookId: "hook-1",
        action: "ROLLBACK",
      },
      resource: {
        kind: "service-deployment",
        name: "NCWGC2ZR-taawPAYrIaU5",
        cluster: "prod",
        service: "checkout",
        arn: "arn:aws:ecs:eu-west-1:111122223333:service-deployment/prod/checkout/NCWGC2ZR-taawPAYrIaU5",
      },
      intent: "abort-deploy",
    },
  ],
});
