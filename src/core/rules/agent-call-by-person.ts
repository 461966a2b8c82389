import { defineRule } from "../rule.ts";

export const agentCallByPerson = defineRule({
  id: "agent-call-by-person",
  title: "A person spoke as the ECS agent",
  severity: "high",
  why: "Only the agent on an instance reports the state of tasks. By such a report anybody can make ECS replace tasks.",
  falsePositives: "Development of the agent itself.",
  attack: ["T1489", "T1552.007"],
  controls: ["SOC 2 CC6.1", "ISO 27001 A.8.16"],
  next: "Find out who used the credentials, and what was replaced.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: [
        "SubmitTaskStateChange",
        "SubmitContainerStateChange",
        "SubmitAttachmentStateChanges",
      ],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      actor: {
        kind: ["person", "root", "account"],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "by hand",
        record: {
          eventName: "SubmitTaskStateChange",
          requestParameters: {
            cluster: "prod",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
            status: "STOPPED",
          },
        },
      },
    ],
    silent: [
      {
        title: "by an instance",
        record: {
          eventName: "SubmitTaskStateChange",
          requestParameters: {
            cluster: "prod",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
            status: "STOPPED",
          },
        },
        by: "instance",
      },
    ],
  },
});
