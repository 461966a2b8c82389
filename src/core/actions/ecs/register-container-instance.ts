import { defineAction } from "../../action.ts";
import { pick } from "../../json-fields.ts";
import { instanceResources, instanceState } from "../container-instance.ts";
import { readSettings } from "../settings.ts";

export const registerContainerInstance = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "RegisterContainerInstance",
  summary:
    "An ECS agent joins its instance to a cluster; whoever holds such a role can join one of their own.",
  nature: "agent",
  resources: instanceResources,
  settings: ({ request }) => readSettings(pick(request, ["versionInfo", "tags"])),
  intent: "register",
  state: instanceState,
  examples: [
    {
      title: "a new instance",
      request: { cluster: "prod", versionInfo: { agentVersion: "1.90.0" } },
      response: {
        containerInstance: {
          containerInstanceArn:
            "arn:aws:ecs:eu-west-1:111122223333:container-instance/prod/1c3be8eddf3047b48f1e6e68ebd01f34",
          ec2InstanceId: "i-0123456789abcdef0",
          status: "ACTIVE",
        },
      },
      resource: {
        kind: "container-instance",
        name: "1c3be8eddf3047b48f1e6e68ebd01f34",
        cluster: "prod",
        arn: "arn:aws:ecs:eu-west-1:111122223333:container-instance/prod/1c3be8eddf3047b48f1e6e68ebd01f34",
      },
      intent: "register",
      settings: { "versionInfo.agentVersion": "1.90.0" },
    },
  ],
});
