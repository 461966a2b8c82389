import { defineRule } from "../rule.ts";

export const deleteDaemonOrGateway = defineRule({
  id: "delete-daemon-or-gateway",
  title: "A daemon or gateway was deleted",
  severity: "high",
  why: "A daemon runs on every instance of a capacity provider, a gateway stands before services: losing one is felt by many.",
  falsePositives: "Parts that are taken out of use.",
  attack: ["T1489", "T1485"],
  controls: ["SOC 2 A1.2", "SOC 2 CC8.1", "PCI DSS 10.2.1.7", "ISO 27001 A.8.32"],
  next: "Ask whether it was meant; create it again from code.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["DeleteDaemon", "DeleteGateway"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "a daemon",
        record: {
          eventName: "DeleteDaemon",
          requestParameters: {
            daemonArn: "arn:aws:ecs:eu-west-1:111122223333:daemon/prod/logs",
          },
        },
      },
    ],
    silent: [
      {
        title: "refused",
        record: {
          eventName: "DeleteDaemon",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            daemonArn: "arn:aws:ecs:eu-west-1:111122223333:daemon/prod/logs",
          },
        },
      },
    ],
  },
});
