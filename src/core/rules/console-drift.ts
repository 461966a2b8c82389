import { defineRule } from "../rule.ts";

export const consoleDrift = defineRule({
  id: "console-drift",
  title: "A person changed by hand what infrastructure as code manages",
  severity: "high",
  why: "Code and reality differ now: the next run undoes the change, or builds on what it does not know.",
  falsePositives: "Incidents, where the change is brought into code afterwards.",
  attack: ["T1578.005"],
  controls: ["SOC 2 CC8.1", "PCI DSS 6.5.1", "ISO 27001 A.8.32", "ISO 27001 A.8.9"],
  next: "Bring the change into code before the next run, or undo it.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: [
        "UpdateService",
        "UpdateCluster",
        "UpdateClusterSettings",
        "PutClusterCapacityProviders",
        "UpdateCapacityProvider",
      ],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      actor: {
        kind: ["person", "root"],
      },
      tool: {
        kind: ["console", "cli"],
      },
      managedBy: [
        {
          exists: true,
        },
      ],
    },
  },
  examples: {
    fires: [
      {
        title: "Terraform manages it, the console changed it",
        record: {
          eventName: "UpdateService",
          userAgent: "console.amazonaws.com",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 6,
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            requestParameters: {
              cluster: "prod",
              service: "checkout",
              desiredCount: 4,
            },
            userAgent:
              "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.80.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.5",
          },
        ],
      },
    ],
    silent: [
      {
        title: "nobody else changed it before",
        record: {
          eventName: "UpdateService",
          userAgent: "console.amazonaws.com",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 6,
          },
        },
      },
      {
        title: "Terraform again",
        record: {
          eventName: "UpdateService",
          userAgent:
            "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.80.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.5",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 6,
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            requestParameters: {
              cluster: "prod",
              service: "checkout",
              desiredCount: 4,
            },
            userAgent:
              "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.80.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.5",
          },
        ],
      },
      {
        title: "another service",
        record: {
          eventName: "UpdateService",
          userAgent: "console.amazonaws.com",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 6,
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            requestParameters: {
              cluster: "prod",
              service: "payments",
              desiredCount: 4,
            },
            userAgent:
              "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.80.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.5",
          },
        ],
      },
    ],
  },
});
