import { defineAction } from "../../action.ts";
import { readSettings } from "../settings.ts";
import { taskSetResources, taskSetState } from "../task-set.ts";

export const createTaskSet = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "CreateTaskSet",
  summary:
    "Starts running a task definition inside a service whose deployments CodeDeploy or another controller leads.",
  nature: "mutating",
  resources: taskSetResources,
  settings: ({ request }) => readSettings(request, { omit: ["cluster", "service"] }),
  intent: "deploy",
  state: taskSetState,
  examples: [
    {
      title: "a blue/green deployment's second set",
      request: {
        cluster: "prod",
        service: "checkout",
        taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:42",
        scale: { unit: "PERCENT", value: 100 },
      },
      response: {
        taskSet: {
          id: "ecs-svc/1234567890123456789",
          taskSetArn:
            "arn:aws:ecs:eu-west-1:111122223333:task-set/prod/checkout/ecs-svc/1234567890123456789",
          serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
          clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
          status: "ACTIVE",
        },
      },
      resource: {
        kind: "task-set",
        name: "ecs-svc/1234567890123456789",
        cluster: "prod",
        service: "checkout",
        arn: "arn:aws:ecs:eu-west-1:111122223333:task-set/prod/checkout/ecs-svc/1234567890123456789",
      },
      intent: "deploy",
      settings: { taskDefinition: "checkout:42", "scale.unit": "PERCENT", "scale.value": 100 },
    },
  ],
});
