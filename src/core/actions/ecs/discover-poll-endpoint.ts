import { defineAction } from "../../action.ts";
import { instanceResources } from "../container-instance.ts";

export const discoverPollEndpoint = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DiscoverPollEndpoint",
  summary: "An ECS agent asks where to connect to.",
  nature: "agent",
  resources: instanceResources,
  intent: "agent",
  examples: [
    {
      title: "an agent that starts",
      request: {
        cluster: "prod",
        containerInstance:
          "arn:aws:ecs:eu-west-1:111122223333:container-instance/prod/1c3be8eddf3047b48f1e6e68ebd01f34",
      },
      resource: {
        kind: "container-instance",
        name: "1c3be8eddf3047b48f1e6e68ebd01f34",
        cluster: "prod",
        arn: "arn:aws:ecs:eu-west-1:111122223333:container-instance/prod/1c3be8eddf3047b48f1e6e68ebd01f34",
      },
      intent: "agent",
    },
  ],
});
