import { defineRule } from "../rule.ts";

export const imageFromElsewhere = defineRule({
  id: "image-from-elsewhere",
  title: "A task definition takes an image from outside ECR",
  severity: "medium",
  why: "Nobody of yours scanned it, and whoever controls that registry controls what runs.",
  falsePositives: "Sidecars of vendors, base images that are used as they are.",
  attack: ["T1610", "T1525"],
  controls: ["SOC 2 CC6.8", "PCI DSS 6.3.2", "ISO 27001 A.8.19"],
  next: "Copy the image into an ECR of yours, by its digest.",
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
        place: ["elsewhere"],
        registry: [
          {
            "anything-but": ["public.ecr.aws"],
          },
        ],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "Docker Hub",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "evil/miner:latest",
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
      {
        title: "AWS public gallery",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32",
              },
            ],
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "RegisterTaskDefinition",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "evil/miner:latest",
              },
            ],
          },
        },
      },
    ],
  },
});
