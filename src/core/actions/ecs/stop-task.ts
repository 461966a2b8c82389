import { defineAction } from "../../action.ts";
import { objectIn } from "../../json-fields.ts";
import { readSettings } from "../settings.ts";
import { taskResources, taskState } from "../task.ts";

export const stopTask = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "StopTask",
  summary: "Stops one running task; its service, if it has one, starts another.",
  nature: "mutating",
  resources: taskResources,
  settings: ({ request }) =>
    readSettings(request, { omit: ["cluster", "task"], momentary: ["reason"] }),
  intent: "stop-task",
  state: ({ response }) => taskState(objectIn(response, "task")),
  examples: [
    {
      title: "a service's task, stopped by hand",
      request: { cluster: "prod", task: "0cc43cdb3bee44079c26c0e6ea5bee84", reason: "stuck" },
      response: {
        task: {
          taskArn: "arn:aws:ecs:eu-west-1:111122223333:task/prod/0cc43cdb3bee44079c26c0e6ea5bee84",
          clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
          taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:42",
          group: "service:checkout",
          desiredStatus: "STOPPED",
          lastStatus: "RUNNING",
          stopCode: "UserInitiated",
        },
      },
      resource: {
        kind: "task",
        name: "0cc43cdb3bee44079c26c0e6ea5bee84",
        cluster: "prod",
        service: "checkout",
        arn: "arn:aws:ecs:eu-west-1:111122223333:task/prod/0cc43cdb3bee44079c26c0e6ea5bee84",
      },
      intent: "stop-task",
      settings: { reason: "stuck" },
    },
  ],
});
