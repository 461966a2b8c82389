import { defineAction } from "../../action.ts";
import { instanceResources, instanceState } from "../container-instance.ts";
import { readSettings } from "../settings.ts";

export const deregisterContainerInstance = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeregisterContainerInstance",
  summary: "Takes an instance out of its cluster; with `force` the tasks on it are orphaned.",
  nature: "mutating",
  resources: instanceResources,
  settings: ({ request }) =>
    readSettings(request, { omit: ["cluster", "containerInstance"], momentary: ["force"] }),
  intent: "deregister",
  state: instanceState,
  examples: [
    {
      title: "by force, with tasks on it",
      request: {
        cluster: "prod",
        containerInstance: "1c3be8eddf3047b48f1e6e68ebd01f34",
        force: true,
      },
      resource: {
        kind: "container-instance",
        name: "1c3be8eddf3047b48f1e6e68ebd01f34",
        cluster: "prod",
      },
      intent: "deregister",
      settings: { force: true },
    },
  ],
});
