import { defineAction } from "../../action.ts";
import { instanceResources, instanceState } from "../container-instance.ts";

export const updateContainerAgent = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateContainerAgent",
  summary: "Updates the ECS agent on an instance.",
  nature: "mutating",
  resources: instanceResources,
  intent: "configure",
  state: instanceState,
  examples: [
    {
      title: "named by an ARN of the old form, without its cluster",
      request: {
        cluster: "prod",
        containerInstance:
          "arn:aws:ecs:eu-west-1:111122223333:container-instance/1c3be8ed-df30-47b4-8f1e-6e68ebd01f34",
      },
      resource: {
        kind: "container-instance",
        name: "1c3be8ed-df30-47b4-8f1e-6e68ebd01f34",
        cluster: "prod",
        arn: "arn:aws:ecs:eu-west-1:111122223333:container-instance/1c3be8ed-df30-47b4-8f1e-6e68ebd01f34",
      },
      intent: "configure",
    },
  ],
});
