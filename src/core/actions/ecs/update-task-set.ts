import { defineAction } from "../../action.ts";
import { readSettings } from "../settings.ts";
import { taskSetResources, taskSetState } from "../task-set.ts";

export const updateTaskSet = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateTaskSet",
  summary: "Changes how much of a service a task set carries.",
  nature: "mutating",
  resources: taskSetResources,
  settings: ({ request }) => readSettings(request, { omit: ["cluster", "service", "taskSet"] }),
  intent: "scale",
  state: taskSetState,
  examples: [
    {
      title: "scaled to half of the service",
      request: {
        cluster: "prod",
        service: "checkout",
        taskSet: "ecs-svc/1234567890123456789",
        scale: { unit: "PERCENT", value: 50 },
      },
      resource: {
        kind: "task-set",
        name: "ecs-svc/1234567890123456789",
        cluster: "prod",
        service: "checkout",
      },
      intent: "scale",
      settings: { "scale.unit": "PERCENT", "scale.value": 50 },
    },
  ],
});
