import { defineAction } from "../../action.ts";
import { pick } from "../../json-fields.ts";
import { readSettings } from "../settings.ts";
import { taskResources } from "../task.ts";

const REPORTED = ["containerName", "status", "exitCode", "reason"];

export const submitContainerStateChange = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "SubmitContainerStateChange",
  summary: "An ECS agent reports what became of a container.",
  nature: "agent",
  resources: taskResources,
  settings: ({ request }) => readSettings(pick(request, REPORTED), { momentary: REPORTED }),
  intent: "agent",
  examples: [
    {
      title: "a container that was killed",
      request: {
        cluster: "prod",
        task: "0cc43cdb3bee44079c26c0e6ea5bee84",
        containerName: "app",
        status: "STOPPED",
        exitCode: 137,
      },
      resource: { kind: "task", name: "0cc43cdb3bee44079c26c0e6ea5bee84", cluster: "prod" },
      intent: "agent",
      settings: { containerName: "app", status: "STOPPED", exitCode: 137 },
    },
  ],
});
