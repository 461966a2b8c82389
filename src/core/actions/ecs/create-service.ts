import { defineAction } from "../../action.ts";
import { serviceResources, serviceSettings, serviceState } from "../service.ts";

export const createService = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "CreateService",
  summary: "Creates a service, which keeps a number of tasks of one task definition running.",
  nature: "mutating",
  resources: serviceResources,
  settings: serviceSettings,
  intent: "create",
  state: serviceState,
  examples: [
    {
      // The fields of a real record, with other names.
      title: "a Fargate service with public addresses",
      request: {
        cluster: "prod",
        serviceName: "checkout",
        taskDefinition: "checkout",
        desiredCount: 25,
        networkConfiguration: {
          awsvpcConfiguration: { assignPublicIp: "ENABLED", subnets: ["subnet-0b2", "subnet-0a1"] },
        },
      },
      response: {
        service: {
          serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
          serviceName: "checkout",
          clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
          status: "ACTIVE",
          desiredCount: 25,
          taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:1",
        },
      },
      resource: {
        kind: "service",
        name: "checkout",
        cluster: "prod",
        service: "checkout",
        arn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
      },
      intent: "create",
      settings: {
        taskDefinition: "checkout:1",
        desiredCount: 25,
        "networkConfiguration.awsvpcConfiguration.assignPublicIp": "ENABLED",
        "networkConfiguration.awsvpcConfiguration.subnets": ["subnet-0a1", "subnet-0b2"],
      },
    },
  ],
});
