import { defineAction } from "../../action.ts";
import { instancesResources } from "../container-instance.ts";
import { failedThroughout } from "../failures.ts";
import { readSettings } from "../settings.ts";

export const updateContainerInstancesState = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateContainerInstancesState",
  summary: "Drains instances, so that their tasks move away, or takes them back into use.",
  nature: "mutating",
  resources: instancesResources,
  settings: ({ request }) => readSettings(request, { omit: ["cluster", "containerInstances"] }),
  intent: (settings) =>
    settings.some(({ name, after }) => name === "status" && after === "DRAINING")
      ? "drain"
      : "configure",
  noEffect: ({ response }) =>
    failedThroughout(response, "containerInstances", "no instance's state was changed"),
  examples: [
    {
      title: "drained; the ECS agent does so itself before a Spot interruption",
      request: {
        cluster: "prod",
        containerInstances: ["1c3be8eddf3047b48f1e6e68ebd01f34"],
        status: "DRAINING",
      },
      resource: {
        kind: "container-instance",
        name: "1c3be8eddf3047b48f1e6e68ebd01f34",
        cluster: "prod",
      },
      intent: "drain",
      settings: { status: "DRAINING" },
    },
  ],
});
