import { registeredEffects } from "../effect-instance.ts";
import { defineEffectForm } from "../effect.ts";
import { textIn } from "../json-fields.ts";

/**
 * One container instance: when it was registered. The API dates nothing else; that it drains stands in its details.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html
 */
export const containerInstance = defineEffectForm({
  id: "container-instance",
  summary: "A container instance, as DescribeContainerInstances returns it.",
  recognises: (body) =>
    textIn(body, "containerInstanceArn") !== undefined &&
    textIn(body, "status") !== undefined &&
    textIn(body, "taskArn") === undefined,
  read: (raw) => registeredEffects(raw, raw.body),
  examples: [
    {
      title: "an instance that drains",
      raw: {
        form: "container-instance",
        account: "111122223333",
        region: "eu-west-1",
        body: {
          containerInstanceArn:
            "arn:aws:ecs:eu-west-1:111122223333:container-instance/prod/2dd1b186f39845a584488d2ef155c131",
          ec2InstanceId: "i-0123456789abcdef0",
          status: "DRAINING",
          statusReason: "asked for",
          registeredAt: 1_795_183_602,
          agentConnected: true,
          version: 12,
        },
      },
      effects: [
        {
          id: "container-instance/2dd1b186f39845a584488d2ef155c131/REGISTERED",
          at: "2026-11-20T14:06:42Z",
          state: "ACTIVE",
          details: {
            ec2InstanceId: "i-0123456789abcdef0",
            status: "DRAINING",
            statusReason: "asked for",
            registeredAt: 1_795_183_602,
            agentConnected: true,
            version: 12,
          },
        },
      ],
    },
  ],
});
