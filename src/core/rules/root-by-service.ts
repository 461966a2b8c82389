import { defineRule } from "../rule.ts";

export const rootByService = defineRule({
  id: "root-by-service",
  title: "An AWS service acted for the root user",
  severity: "low",
  per: "actor",
  why: "What a service does on behalf of root was set up by somebody who was signed in as root.",
  falsePositives: "Old set-ups that were made as root and have worked since.",
  attack: ["T1078.004"],
  controls: ["SOC 2 CC6.1", "ISO 27001 A.8.2"],
  next: "Find what root set up, and set it up again with a role.",
  pattern: {
    tasktrail: {
      actor: {
        kind: ["root"],
      },
      origin: {
        kind: ["aws-service"],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "a service acts for root",
        record: {
          eventName: "UpdateService",
          sourceIPAddress: "autoscaling.amazonaws.com",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 2,
          },
        },
        by: "root",
      },
    ],
    silent: [
      {
        title: "root itself",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 2,
          },
        },
        by: "root",
      },
    ],
  },
});
