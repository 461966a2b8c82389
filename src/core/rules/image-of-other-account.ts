import { defineRule } from "../rule.ts";

export const imageOfOtherAccount = defineRule({
  id: "image-of-other-account",
  title: "A task definition takes an image from another account",
  severity: "low",
  why: "Whoever can push there decides what runs here.",
  falsePositives: "A shared account for images.",
  attack: ["T1525"],
  controls: ["SOC 2 CC6.8", "ISO 27001 A.8.19"],
  next: "See whose account it is; suppress the rule for your shared one.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: [
        "RegisterTaskDefinition",
        "RegisterDaemonTaskDefinition",
        "CreateExpressGatewayService",
        "UpdateExpressGatewayService",
      ],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      images: {
        place: ["other-account"],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "an unknown account",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "999988887777.dkr.ecr.eu-west-1.amazonaws.com/x:1",
              },
            ],
          },
        },
      },
    ],
    silent: [
      {
        title: "an ordinary container",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
              },
            ],
          },
        },
      },
    ],
  },
});
