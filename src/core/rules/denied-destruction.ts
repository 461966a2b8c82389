import { defineRule } from "../rule.ts";

export const deniedDestruction = defineRule({
  id: "denied-destruction",
  title: "Somebody was kept from deleting or stopping something",
  severity: "low",
  why: "A permission was missing this time. It tells what somebody wanted.",
  falsePositives: "People in the wrong account or role.",
  attack: ["T1489"],
  controls: ["SOC 2 CC6.1", "PCI DSS 10.2.1.4", "ISO 27001 A.8.16"],
  next: "Ask what it was for, if it was not an oversight.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: [
        "DeleteService",
        "DeleteCluster",
        "DeleteExpressGatewayService",
        "StopTask",
        "DeleteTaskDefinitions",
        "DeleteCapacityProvider",
        "ExecuteCommand",
      ],
      errorCode: [
        {
          prefix: "AccessDenied",
        },
        "Client.UnauthorizedOperation",
        "UnauthorizedOperation",
      ],
    },
  },
  examples: {
    fires: [
      {
        title: "may not delete",
        record: {
          eventName: "DeleteService",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
          },
        },
      },
    ],
    silent: [
      {
        title: "done",
        record: {
          eventName: "DeleteService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
          },
        },
      },
      {
        title: "it was not there",
        record: {
          eventName: "DeleteService",
          errorCode: "ServiceNotFoundException",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
          },
        },
      },
    ],
  },
});
