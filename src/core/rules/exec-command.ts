import { defineRule } from "../rule.ts";

export const execCommand = defineRule({
  id: "exec-command",
  title: "Somebody ran a command in a container",
  severity: "medium",
  why: "ECS Exec gives a shell with the permissions and secrets of the task; what is typed there is in no CloudTrail record.",
  falsePositives: "Debugging that was agreed on.",
  attack: ["T1609"],
  controls: ["SOC 2 CC6.1", "PCI DSS 10.2.1.2", "ISO 27001 A.8.18"],
  next: "Read the session log, if the cluster keeps one, and the calls that the task role made afterwards.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["ExecuteCommand"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      environment: [
        {
          "anything-but": ["prod", "production"],
        },
        {
          exists: false,
        },
      ],
    },
  },
  examples: {
    fires: [
      {
        title: "a shell",
        record: {
          eventName: "ExecuteCommand",
          requestParameters: {
            cluster: "dev",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
            command: "/bin/sh",
            interactive: true,
          },
        },
      },
    ],
    silent: [
      {
        title: "refused",
        record: {
          eventName: "ExecuteCommand",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "dev",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
            command: "/bin/sh",
          },
        },
      },
    ],
  },
});
