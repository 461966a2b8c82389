import { defineAction } from "../../action.ts";
import {
  serviceIntent,
  serviceResources,
  serviceSettings,
  serviceState,
  serviceStateBefore,
} from "../service.ts";

export const updateService = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateService",
  summary: "Changes a service's desired count, task definition or settings, or redeploys it.",
  nature: "mutating",
  resources: serviceResources,
  settings: serviceSettings,
  intent: serviceIntent,
  state: serviceState,
  stateBefore: serviceStateBefore,
  examples: [
    {
      title: "scaled to zero from a script",
      request: { cluster: "prod", service: "checkout", desiredCount: 0 },
      resource: { kind: "service", name: "checkout", cluster: "prod", service: "checkout" },
      intent: "stop-service",
      settings: { desiredCount: 0 },
    },
    {
      title: "deployed by a pipeline that sends every field each time",
      request: {
        cluster: "prod",
        service: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
        taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:42",
        forceNewDeployment: false,
        enableECSManagedTags: true,
        propagateTags: "SERVICE",
        volumeConfigurations: [],
      },
      resource: {
        kind: "service",
        name: "checkout",
        cluster: "prod",
        service: "checkout",
        arn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
      },
      intent: "deploy",
      settings: {
        taskDefinition: "checkout:42",
        forceNewDeployment: false,
        enableECSManagedTags: true,
        propagateTags: "SERVICE",
        volumeConfigurations: [],
      },
    },
    {
      title: "restarted: a new deployment of what runs already",
      request: { service: "checkout", forceNewDeployment: true },
      resource: { kind: "service", name: "checkout", cluster: "default", service: "checkout" },
      intent: "restart",
      settings: { forceNewDeployment: true },
    },
  ],
});
