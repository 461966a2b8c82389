import { eventOf, isEcsEvent } from "../effect-event.ts";
import { changedInstance, registeredEffects } from "../effect-instance.ts";
import { defineEffectForm } from "../effect.ts";

/**
 * ECS tells EventBridge whenever a container instance changes: also when a task takes up some of its memory, and when its
 * agent disconnects for a moment. `detail.version` counts the changes.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_container_instance_events.html
 */
export const containerInstanceStateChange = defineEffectForm({
  id: "container-instance-state-change",
  summary: "EventBridge's `ECS Container Instance State Change`.",
  recognises: (body) => isEcsEvent(body, "ECS Container Instance State Change"),
  read: (raw) => {
    const { id, at, detail } = eventOf(raw.body);
    return [...registeredEffects(raw, detail), ...changedInstance(raw, detail, { id, at })];
  },
  examples: [
    {
      title: "an instance that was set to drain",
      raw: {
        form: "container-instance-state-change",
        account: "111122223333",
        region: "us-east-1",
        body: {
          version: "0",
          id: "8952ba83-7be2-4ab5-9c32-6687532d15a2",
          "detail-type": "ECS Container Instance State Change",
          source: "aws.ecs",
          account: "111122223333",
          time: "2026-11-20T14:02:11Z",
          region: "us-east-1",
          resources: [
            "arn:aws:ecs:us-east-1:111122223333:container-instance/b54a2a04-046f-4331-9d74-3f6d7f6ca315",
          ],
          detail: {
            agentConnected: true,
            clusterArn: "arn:aws:ecs:us-east-1:111122223333:cluster/default",
            containerInstanceArn:
              "arn:aws:ecs:us-east-1:111122223333:container-instance/b54a2a04-046f-4331-9d74-3f6d7f6ca315",
            ec2InstanceId: "i-0123456789abcdef0",
            status: "DRAINING",
            version: 14_801,
            updatedAt: "2026-11-20T14:02:10.991Z",
          },
        },
      },
      effects: [
        {
          id: "container-instance/b54a2a04-046f-4331-9d74-3f6d7f6ca315/14801",
          at: "2026-11-20T14:02:10.991Z",
          kind: "container-instance",
          state: "DRAINING",
          resource: {
            kind: "container-instance",
            name: "b54a2a04-046f-4331-9d74-3f6d7f6ca315",
            cluster: "default",
            arn: "arn:aws:ecs:us-east-1:111122223333:container-instance/b54a2a04-046f-4331-9d74-3f6d7f6ca315",
          },
          related: [{ kind: "unknown", name: "i-0123456789abcdef0" }],
        },
      ],
    },
  ],
});
