import { defineRule } from "../rule.ts";

export const deleteExpressService = defineRule({
  id: "delete-express-service",
  title: "An express gateway service was deleted",
  severity: "high",
  why: "It takes its load balancer, security groups and certificates with it, and AWS says that it cannot be reversed.",
  falsePositives: "Trials that are cleaned up.",
  attack: ["T1489", "T1485"],
  controls: ["SOC 2 A1.2", "SOC 2 CC8.1", "PCI DSS 10.2.1.7", "ISO 27001 A.8.32"],
  next: "Ask whether it was meant; it must be created anew, with another address.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["DeleteExpressGatewayService"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "by a person",
        record: {
          eventName: "DeleteExpressGatewayService",
          requestParameters: {
            serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/shop",
          },
        },
      },
    ],
    silent: [
      {
        title: "refused",
        record: {
          eventName: "DeleteExpressGatewayService",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/shop",
          },
        },
      },
    ],
  },
});
