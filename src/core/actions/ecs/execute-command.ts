import { defineAction } from "../../action.ts";
import { objectIn } from "../../json-fields.ts";
import { readSettings, readState } from "../settings.ts";
import { taskResources } from "../task.ts";

export const executeCommand = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "ExecuteCommand",
  summary: "Runs a command, mostly a shell, inside a container of a running task (ECS Exec).",
  nature: "mutating",
  resources: taskResources,
  settings: ({ request }) =>
    readSettings(request, {
      omit: ["cluster", "task"],
      momentary: ["command", "container", "interactive", "dryrun"],
    }),
  intent: "exec",
  // The session's id is what Session Manager's records and logs know the shell by.
  state: ({ response }) => readState(objectIn(response, "session"), ["sessionId"]),
  examples: [
    {
      // The fields of real records; AWS's own samples differ in what they put for the token.
      title: "a shell",
      request: {
        cluster: "prod",
        container: "app",
        task: "0cc43cdb3bee44079c26c0e6ea5bee84",
        command: "/bin/sh",
        interactive: true,
      },
      response: {
        clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
        containerArn:
          "arn:aws:ecs:eu-west-1:111122223333:container/prod/0cc43cdb3bee44079c26c0e6ea5bee84/43ba4b77-37f7-4a41-b923-69d4abc12345",
        containerName: "app",
        interactive: true,
        session: { sessionId: "ecs-execute-command-0dfcb1f8c2e47585a", tokenValue: "***" },
        taskArn: "arn:aws:ecs:eu-west-1:111122223333:task/prod/0cc43cdb3bee44079c26c0e6ea5bee84",
      },
      resource: {
        kind: "task",
        name: "0cc43cdb3bee44079c26c0e6ea5bee84",
        cluster: "prod",
        arn: "arn:aws:ecs:eu-west-1:111122223333:task/prod/0cc43cdb3bee44079c26c0e6ea5bee84",
      },
      intent: "exec",
      settings: { container: "app", command: "/bin/sh", interactive: true },
    },
  ],
});
