import { defineAction } from "../../action.ts";
import { failedThroughout } from "../failures.ts";
import { startedResources, startedSettings } from "../task.ts";

export const runTask = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "RunTask",
  summary: "Starts tasks of a task definition, placed by ECS, outside any service.",
  nature: "mutating",
  resources: startedResources,
  settings: startedSettings,
  intent: "run-task",
  noEffect: ({ response }) => failedThroughout(response, "tasks", "no task was started"),
  examples: [
    {
      title: "a migration, with its command overridden",
      request: {
        cluster: "prod",
        taskDefinition: "migrate",
        count: 1,
        startedBy: "jane",
        overrides: {
          containerOverrides: [
            {
              name: "app",
              command: ["migrate", "--all"],
              environment: [{ name: "DATABASE_URL", value: "postgres://…" }],
            },
          ],
        },
      },
      response: {
        tasks: [
          {
            taskArn:
              "arn:aws:ecs:eu-west-1:111122223333:task/prod/1dc5c17a422b4dc4b493371970c6c4d6",
            clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
            taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/migrate:7",
            group: "family:migrate",
            startedBy: "jane",
          },
        ],
        failures: [],
      },
      resource: {
        kind: "task",
        name: "1dc5c17a422b4dc4b493371970c6c4d6",
        cluster: "prod",
        arn: "arn:aws:ecs:eu-west-1:111122223333:task/prod/1dc5c17a422b4dc4b493371970c6c4d6",
      },
      intent: "run-task",
      settings: {
        taskDefinition: "migrate:7",
        count: 1,
        startedBy: "jane",
        "overrides.containerOverrides.app.command": ["migrate", "--all"],
        "overrides.containerOverrides.app.environment": ["DATABASE_URL"],
      },
    },
    {
      title: "accepted, but no instance had room",
      request: { cluster: "prod", taskDefinition: "migrate:7" },
      response: {
        tasks: [],
        failures: [
          {
            arn: "arn:aws:ecs:eu-west-1:111122223333:container-instance/prod/1c3be8eddf3047b48f1e6e68ebd01f34",
            reason: "RESOURCE:MEMORY",
          },
        ],
      },
      resource: { kind: "task-definition", name: "migrate:7" },
      intent: "run-task",
      settings: { taskDefinition: "migrate:7" },
    },
  ],
});
