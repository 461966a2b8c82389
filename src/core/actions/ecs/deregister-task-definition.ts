import { defineAction } from "../../action.ts";
import { objectIn } from "../../json-fields.ts";
import { readState } from "../settings.ts";
import { registeredResources } from "../task-definition.ts";

export const deregisterTaskDefinition = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeregisterTaskDefinition",
  summary: "Marks a task definition revision inactive: nothing new can start from it.",
  nature: "mutating",
  resources: registeredResources,
  intent: "deregister",
  state: ({ response }) => readState(objectIn(response, "taskDefinition"), ["status"]),
  examples: [
    {
      title: "an old revision",
      request: { taskDefinition: "checkout:41" },
      response: {
        taskDefinition: {
          taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:41",
          family: "checkout",
          revision: 41,
          status: "INACTIVE",
        },
      },
      resource: {
        kind: "task-definition",
        name: "checkout:41",
        arn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:41",
      },
      intent: "deregister",
    },
  ],
});
