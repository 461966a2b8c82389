import { defineRule } from "../rule.ts";

export const aiAgentDestroys = defineRule({
  id: "ai-agent-destroys",
  title: "An AI coding agent stopped or deleted something",
  severity: "medium",
  why: "The call says that an AI agent made it. Whoever let it run may not know what it did.",
  falsePositives: "Agents that were told to.",
  attack: ["T1489"],
  controls: ["SOC 2 CC8.1", "PCI DSS 6.5.1", "ISO 27001 A.8.32"],
  next: "Ask the person whose session it was; give agents a role that cannot.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: [
        "UpdateService",
        "DeleteService",
        "DeleteCluster",
        "StopTask",
        "DeleteExpressGatewayService",
        "DeleteTaskDefinitions",
        "DeleteCapacityProvider",
      ],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      intent: ["stop-service", "delete", "stop-task"],
      aiAgent: [
        {
          exists: true,
        },
      ],
    },
  },
  examples: {
    fires: [
      {
        title: "Claude Code stops a service",
        record: {
          eventName: "UpdateService",
          userAgent: "claude-code/2.1.202 (cli)",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 0,
          },
        },
      },
    ],
    silent: [
      {
        title: "a person",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 0,
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "UpdateService",
          userAgent: "claude-code/2.1.202 (cli)",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 0,
          },
        },
      },
    ],
  },
});
