import { defineCommand } from "../command.ts";

export const exportCommand = defineCommand({
  name: "export",
  summary:
    "Write what runs TaskTrail in AWS: terraform, cloudformation, or iam-policy with the least that some commands need.",
  parameters: [
    {
      name: "words",
      summary: "terraform, cloudformation, or iam-policy and the commands it is for",
      type: "list",
      positional: true,
      placeholder: "word",
    },
    {
      name: "out",
      summary:
        "The folder to write to; - prints what there is to read (default: tasktrail-terraform or tasktrail-cloudformation, and - for iam-policy)",
      type: "text",
      optional: true,
      placeholder: "folder",
    },
    { name: "force", summary: "Replace files that are there", type: "flag" },
    {
      name: "name",
      summary: "What every resource's name begins with",
      type: "text",
      placeholder: "name",
      default: "tasktrail",
    },
    {
      name: "native",
      summary:
        "Rules that EventBridge holds by itself: those that say the same there, every one it can hold and no Lambda, or none",
      type: "text",
      choices: ["exact", "all", "none"],
      default: "exact",
    },
    {
      name: "email",
      summary: "An address that is subscribed to the topic of findings",
      type: "list",
      placeholder: "address",
    },
    {
      name: "sink",
      summary:
        "Where the Lambda sends findings besides the topic; secrets as env/NAME: slack://env/SLACK_WEBHOOK_URL",
      type: "list",
      placeholder: "uri",
    },
    {
      name: "atLeast",
      summary: "Send what is at least this severe",
      type: "text",
      choices: ["info", "low", "medium", "high", "critical"],
      default: "medium",
    },
    {
      name: "organization",
      summary:
        "Also write a central bus and what members of this organisation deploy: o-a1b2c3d4e5",
      type: "text",
      placeholder: "id",
    },
    {
      name: "rules",
      summary: "Rules of your own: a YAML or JSON file, or a folder of them",
      type: "list",
      placeholder: "path",
    },
    {
      name: "source",
      summary: "For iam-policy: what is read, as in s3://acme-trail/logs or sqs://ecs-events",
      type: "list",
      placeholder: "uri",
    },
    {
      name: "role",
      summary: "For iam-policy: the ARN of a role that is assumed in another account",
      type: "list",
      placeholder: "arn",
    },
    {
      name: "format",
      summary: "For iam-policy: how to write it",
      type: "text",
      choices: ["json", "terraform", "cloudformation"],
      default: "json",
    },
    {
      name: "partition",
      summary: "For iam-policy: the partition of the ARNs in it",
      type: "text",
      choices: ["aws", "aws-cn", "aws-us-gov"],
      default: "aws",
    },
  ],
  examples: [
    {
      command: "export terraform --email on-call@acme.example --sink slack://env/SLACK_WEBHOOK_URL",
      tells: "rules, queue, Lambda and topic for one account and region",
    },
    {
      command: "export cloudformation --organization o-a1b2c3d4e5",
      tells: "a central stack, and one for each member",
    },
    {
      command: "export terraform --native all --email on-call@acme.example",
      tells: "what EventBridge can do by itself, without any code",
    },
    {
      command: "export iam-policy who verify --source s3://acme-trail/prod",
      tells: "the permissions that these commands need, and no others",
    },
  ],
  load: async () => (await import("../export/run-export.ts")).runExport,
});
