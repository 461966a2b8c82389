import { defineAction } from "../../action.ts";
import { failedThroughout } from "../failures.ts";
import { deletedResources } from "../task-definition.ts";

export const deleteTaskDefinitions = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeleteTaskDefinitions",
  summary: "Deletes inactive task definition revisions for good.",
  nature: "mutating",
  resources: deletedResources,
  intent: "delete",
  noEffect: ({ response }) =>
    failedThroughout(response, "taskDefinitions", "no task definition was deleted"),
  examples: [
    {
      title: "two revisions",
      request: { taskDefinitions: ["checkout:40", "checkout:41"] },
      resource: { kind: "task-definition", name: "checkout:40" },
      intent: "delete",
    },
  ],
});
