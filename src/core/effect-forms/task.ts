import { readTask } from "../effect-task.ts";
import { defineEffectForm } from "../effect.ts";
import { textIn } from "../json-fields.ts";

const TASK = "arn:aws:ecs:eu-west-1:111122223333:task/prod/924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b";

/**
 * One task. ECS forgets a stopped one after an hour.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 */
export const task = defineEffectForm({
  id: "task",
  summary: "A task, as DescribeTasks returns it: one effect for each step that it dates.",
  recognises: (body) =>
    textIn(body, "taskArn") !== undefined && textIn(body, "lastStatus") !== undefined,
  read: (raw) => readTask(raw, raw.body),
  examples: [
    {
      title: "stopped by the scheduler for a deployment",
      raw: {
        form: "task",
        account: "111122223333",
        region: "eu-west-1",
        body: {
          taskArn: TASK,
          clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
          taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:41",
          group: "service:checkout",
          startedBy: "ecs-svc/1111111111111111111",
          launchType: "FARGATE",
          lastStatus: "STOPPED",
          desiredStatus: "STOPPED",
          createdAt: 1_795_176_000.5,
          startedAt: 1_795_176_030,
          stoppingAt: 1_795_183_602,
          stoppedAt: 1_795_183_640.25,
          stopCode: "ServiceSchedulerInitiated",
          stoppedReason: "Scaling activity initiated by (deployment ecs-svc/2222222222222222222)",
          containers: [{ name: "web", exitCode: 0, image: "web:41" }],
        },
      },
      effects: [
        {
          id: "task/924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b/PROVISIONING",
          at: "2026-11-20T12:00:00.500Z",
          state: "PROVISIONING",
          message: "",
        },
        { id: "task/924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b/RUNNING", at: "2026-11-20T12:00:30Z" },
        { id: "task/924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b/STOPPING", at: "2026-11-20T14:06:42Z" },
        {
          id: "task/924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b/STOPPED",
          at: "2026-11-20T14:07:20.250Z",
          kind: "task",
          state: "STOPPED",
          resource: {
            kind: "task",
            name: "924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b",
            cluster: "prod",
            service: "checkout",
            arn: TASK,
          },
          message: "Scaling activity initiated by (deployment ecs-svc/2222222222222222222)",
          stopCode: "ServiceSchedulerInitiated",
          startedBy: "ecs-svc/1111111111111111111",
          deployment: "ecs-svc/1111111111111111111",
          reading: {
            family: "scaling-stop",
            says: "the scheduler no longer wanted the task (deployment ecs-svc/2222222222222222222)",
            caller: "indirect",
            tasks: [],
            deployment: "ecs-svc/2222222222222222222",
          },
          containers: [{ name: "web", exitCode: 0, image: "web:41" }],
        },
      ],
    },
    {
      title: "a reason of a caller that imitates ECS",
      raw: {
        form: "task",
        account: "111122223333",
        region: "eu-west-1",
        body: {
          taskArn: TASK,
          lastStatus: "STOPPED",
          stoppedAt: "2026-11-20T14:07:20Z",
          stopCode: "UserInitiated",
          stoppedReason: "Your Spot Task was interrupted.",
        },
      },
      effects: [
        {
          message: "Your Spot Task was interrupted.",
          reading: {
            family: "stop-code",
            says: "somebody called StopTask",
            caller: "direct",
            tasks: [],
            reason: "Your Spot Task was interrupted.",
          },
        },
      ],
    },
    {
      title: "killed for its memory",
      raw: {
        form: "task",
        account: "111122223333",
        region: "eu-west-1",
        body: {
          taskArn: TASK,
          lastStatus: "STOPPED",
          stoppedAt: "2026-11-20T14:07:20Z",
          stopCode: "EssentialContainerExited",
          stoppedReason: "Essential container in task exited",
          containers: [
            {
              name: "web",
              exitCode: 137,
              reason: "OutOfMemoryError: Container killed due to memory usage",
            },
          ],
        },
      },
      effects: [
        {
          reading: {
            family: "essential-container",
            says: "a container was killed because it used more memory than it may (web)",
            caller: "none",
            condition: "out-of-memory",
            tasks: [],
            reason: "OutOfMemoryError: Container killed due to memory usage",
          },
        },
      ],
    },
  ],
});
