import { defineAction } from "../../action.ts";
import { failedThroughout } from "../failures.ts";
import { readSettings } from "../settings.ts";
import { protectedResources } from "../task.ts";

export const updateTaskProtection = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateTaskProtection",
  summary:
    "Protects tasks from scale-in and deployments for a while, or ends that; also called from inside a task.",
  nature: "mutating",
  resources: protectedResources,
  settings: ({ request }) =>
    readSettings(request, { omit: ["cluster", "tasks"], momentary: ["expiresInMinutes"] }),
  intent: "protect",
  noEffect: ({ response }) =>
    failedThroughout(response, "protectedTasks", "no task's protection was changed"),
  examples: [
    {
      title: "protected by the task itself while it works",
      request: {
        cluster: "prod",
        tasks: ["0cc43cdb3bee44079c26c0e6ea5bee84"],
        protectionEnabled: true,
        expiresInMinutes: 60,
      },
      resource: { kind: "task", name: "0cc43cdb3bee44079c26c0e6ea5bee84", cluster: "prod" },
      intent: "protect",
      settings: { protectionEnabled: true, expiresInMinutes: 60 },
    },
  ],
});
