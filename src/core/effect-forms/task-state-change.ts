import { eventOf, isEcsEvent } from "../effect-event.ts";
import { readTask } from "../effect-task.ts";
import { defineEffectForm } from "../effect.ts";

const TASK = "arn:aws:ecs:us-west-2:111122223333:task/prod/c13b4cb40f1f4fe4a2971f76ae5a47ad";

/**
 * ECS tells EventBridge each step of a task, with the fields that DescribeTasks has.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export const taskStateChange = defineEffectForm({
  id: "task-state-change",
  summary: "EventBridge's `ECS Task State Change`.",
  recognises: (body) => isEcsEvent(body, "ECS Task State Change"),
  read: (raw) => {
    const { at, detail } = eventOf(raw.body);
    return readTask(raw, detail, at);
  },
  examples: [
    {
      title: "a notice of Spot while the task still runs",
      raw: {
        form: "task-state-change",
        account: "111122223333",
        region: "us-west-2",
        body: {
          id: "3317b2af-7005-947d-b652-f55e762e571a",
          "detail-type": "ECS Task State Change",
          source: "aws.ecs",
          account: "111122223333",
          time: "2026-11-20T14:02:11Z",
          region: "us-west-2",
          resources: [TASK],
          detail: {
            clusterArn: "arn:aws:ecs:us-west-2:111122223333:cluster/prod",
            taskArn: TASK,
            capacityProviderName: "FARGATE_SPOT",
            desiredStatus: "STOPPED",
            lastStatus: "RUNNING",
            createdAt: "2026-11-20T13:00:00.402Z",
            updatedAt: "2026-11-20T14:02:10.103Z",
            stopCode: "TerminationNotice",
            stoppedReason: "Your Spot Task was interrupted.",
            version: 5,
          },
        },
      },
      effects: [
        {
          id: "task/c13b4cb40f1f4fe4a2971f76ae5a47ad/PROVISIONING",
          at: "2026-11-20T13:00:00.402Z",
        },
        {
          id: "task/c13b4cb40f1f4fe4a2971f76ae5a47ad/STOPPING",
          at: "2026-11-20T14:02:10.103Z",
          state: "STOPPING",
          stopCode: "TerminationNotice",
          message: "Your Spot Task was interrupted.",
          reading: {
            family: "spot-interruption",
            says: "AWS took the Spot capacity back",
            caller: "none",
            condition: "spot-interruption",
            tasks: [],
          },
        },
      ],
    },
  ],
});
