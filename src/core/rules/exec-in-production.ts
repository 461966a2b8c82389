import { defineRule } from "../rule.ts";

export const execInProduction = defineRule({
  id: "exec-in-production",
  title: "Somebody ran a command in a production container",
  severity: "high",
  why: "A shell in production, with the permissions and secrets of the task; what is typed there is in no CloudTrail record.",
  falsePositives: "Incidents in which somebody had to look inside.",
  attack: ["T1609"],
  controls: ["SOC 2 CC6.1", "PCI DSS 10.2.1.2", "ISO 27001 A.8.18"],
  next: "Read the session log, and the calls that the task role made afterwards.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["ExecuteCommand"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      environment: ["prod", "production"],
    },
  },
  examples: {
    fires: [
      {
        title: "a shell in production",
        record: {
          eventName: "ExecuteCommand",
          requestParameters: {
            cluster: "prod",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
            command: "/bin/sh",
            interactive: true,
          },
        },
        given: {
          environment: "prod",
        },
      },
    ],
    silent: [
      {
        title: "staging",
        record: {
          eventName: "ExecuteCommand",
          requestParameters: {
            cluster: "staging",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
            command: "/bin/sh",
          },
        },
        given: {
          environment: "staging",
        },
      },
      {
        title: "refused",
        record: {
          eventName: "ExecuteCommand",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
            command: "/bin/sh",
          },
        },
        given: {
          environment: "prod",
        },
      },
    ],
  },
});
