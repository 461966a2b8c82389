import { defineAction } from "../../action.ts";
import { instanceResources } from "../container-instance.ts";

export const poll = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "Poll",
  summary: "An ECS agent holds its connection to ECS open (a data event).",
  nature: "data",
  resources: instanceResources,
  intent: "agent",
  examples: [
    {
      // No record of one is public: the parameters are those of the agent's other calls.
      title: "built, not recorded",
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
