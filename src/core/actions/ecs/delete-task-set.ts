import { defineAction } from "../../action.ts";
import { readSettings } from "../settings.ts";
import { taskSetResources, taskSetState } from "../task-set.ts";

export const deleteTaskSet = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeleteTaskSet",
  summary: "Removes a task set and its tasks from a service.",
  nature: "mutating",
  resources: taskSetResources,
  settings: ({ request }) =>
    readSettings(request, { omit: ["cluster", "service", "taskSet"], momentary: ["force"] }),
  intent: "delete",
  state: taskSetState,
  examples: [
    {
      title: "by force",
      request: {
        cluster: "prod",
        service: "checkout",
        taskSet:
          "arn:aws:ecs:eu-west-1:111122223333:task-set/prod/checkout/ecs-svc/1234567890123456789",
        force: true,
      },
      resource: {
        kind: "task-set",
        name: "ecs-svc/1234567890123456789",
        cluster: "prod",
        service: "checkout",
        arn: "arn:aws:ecs:eu-west-1:111122223333:task-set/prod/checkout/ecs-svc/1234567890123456789",
      },
      intent: "delete",
      settings: { force: true },
    },
  ],
});
