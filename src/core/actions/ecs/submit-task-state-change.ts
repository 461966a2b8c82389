import { defineAction } from "../../action.ts";
import { pick } from "../../json-fields.ts";
import { readSettings } from "../settings.ts";
import { taskResources } from "../task.ts";

const REPORTED = ["status", "reason"];

export const submitTaskStateChange = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "SubmitTaskStateChange",
  summary: "An ECS agent reports what became of a task.",
  nature: "agent",
  resources: taskResources,
  settings: ({ request }) => readSettings(pick(request, REPORTED), { momentary: REPORTED }),
  intent: "agent",
  examples: [
    {
      title: "a task that stopped",
      request: {
        cluster: "prod",
        task: "0cc43cdb3bee44079c26c0e6ea5bee84",
        status: "STOPPED",
        reason: "Essential container in task exited",
      },
      resource: { kind: "task", name: "0cc43cdb3bee44079c26c0e6ea5bee84", cluster: "prod" },
      intent: "agent",
      settings: { status: "STOPPED", reason: "Essential container in task exited" },
    },
  ],
});
