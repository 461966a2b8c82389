import { defineAction } from "../../action.ts";
import { failedThroughout } from "../failures.ts";
import { startedResources, startedSettings } from "../task.ts";

export const startTask = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "StartTask",
  summary: "Starts tasks of a task definition on container instances that the caller chose.",
  nature: "mutating",
  resources: startedResources,
  settings: startedSettings,
  intent: "run-task",
  noEffect: ({ response }) => failedThroughout(response, "tasks", "no task was started"),
  examples: [
    {
      title: "on one instance",
      request: {
        taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/forensics:3",
        containerInstances: ["1c3be8eddf3047b48f1e6e68ebd01f34"],
        startedBy: "jane",
      },
      response: {
        tasks: [
          {
            taskArn:
              "arn:aws:ecs:eu-west-1:111122223333:task/default/1dc5c17a422b4dc4b493371970c6c4d6",
            clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/default",
            taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/forensics:3",
            group: "family:forensics",
          },
        ],
        failures: [],
      },
      resource: {
        kind: "task",
        name: "1dc5c17a422b4dc4b493371970c6c4d6",
        cluster: "default",
        arn: "arn:aws:ecs:eu-west-1:111122223333:task/default/1dc5c17a422b4dc4b493371970c6c4d6",
      },
      intent: "run-task",
      settings: { taskDefinition: "forensics:3", startedBy: "jane" },
    },
  ],
});
