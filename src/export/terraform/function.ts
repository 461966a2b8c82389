import type { Deployment } from "../deployment.ts";
import { FUNCTION_SECONDS, VISIBILITY_SECONDS } from "../function-limits.ts";
import type { Hcl, HclBlock } from "../hcl.ts";
import { functionPolicy, trustPolicy } from "../policies.ts";
import { alarm, json, queue, ref, resource } from "./base.ts";

/** The queue before the Lambda, the Lambda, its role, and the table by which each finding leaves once. */
export function lambda(deployment: Deployment): readonly HclBlock[] {
  if (deployment.feed.length === 0) return [];
  const { name } = deployment;
  return [
    ...variables(deployment),
    ...queue(
      "events",
      `${name}-events`,
      [ref("values(aws_cloudwatch_event_rule.feed)[*].arn")],
      [
        ["visibility_timeout_seconds", VISIBILITY_SECONDS],
        ["message_retention_seconds", 345_600],
        [
          "redrive_policy",
          json({ deadLetterTargetArn: ref("aws_sqs_queue.dead_letters.arn"), maxReceiveCount: 5 }),
        ],
      ],
    ),
    alarm("events", `${name}-events-wait`, {
      description: "Events wait for the function for more than five minutes.",
      metric: "ApproximateAgeOfOldestMessage",
      threshold: 300,
    }),
    table(name),
    resource("aws_cloudwatch_log_group", "findings", [
      ["name", `/aws/lambda/${name}`],
      ["retention_in_days", 30],
    ]),
    ...role(deployment),
    ...functionOf(deployment),
  ];
}

function variables({ secrets }: Deployment): readonly HclBlock[] {
  return [
    {
      block: "variable",
      labels: ["runtime"],
      body: [
        [
          "description",
          "nodejs24.x needs version 6.19 of the provider; the function also runs on nodejs22.x.",
        ],
        ["type", ref("string")],
        ["default", "nodejs24.x"],
      ],
    },
    ...secrets.map((secret): HclBlock => ({
      block: "variable",
      labels: [secret.toLowerCase()],
      body: [
        ["description", `What the sink env/${secret} stands for.`],
        ["type", ref("string")],
        ["sensitive", true],
      ],
    })),
  ];
}

function table(name: string): HclBlock {
  return resource("aws_dynamodb_table", "once", [
    ["name", `${name}-once`],
    ["billing_mode", "PAY_PER_REQUEST"],
    ["hash_key", "id"],
    {
      block: "attribute",
      body: [
        ["name", "id"],
        ["type", "S"],
      ],
    },
    {
      block: "ttl",
      body: [
        ["attribute_name", "expires"],
        ["enabled", true],
      ],
    },
    {
      block: "server_side_encryption",
      body: [
        ["enabled", true],
        ["kms_key_arn", ref("aws_kms_key.tasktrail.arn")],
      ],
    },
  ]);
}

function role({ name, grants }: Deployment): readonly HclBlock[] {
  const refs = {
    logs: ref('"${aws_cloudwatch_log_group.findings.arn}:*"'),
    queue: ref("aws_sqs_queue.events.arn"),
    key: ref("aws_kms_key.tasktrail.arn"),
    table: ref("aws_dynamodb_table.once.arn"),
    topic: ref("aws_sns_topic.findings.arn"),
  };
  return [
    resource("aws_iam_role", "function", [
      ["name_prefix", `${name}-`],
      ["assume_role_policy", json(trustPolicy("lambda.amazonaws.com"))],
    ]),
    resource("aws_iam_role_policy", "function", [
      ["name", "least"],
      ["role", ref("aws_iam_role.function.id")],
      ["policy", json(functionPolicy(refs, grants))],
    ]),
  ];
}

function functionOf({ name, secrets }: Deployment): readonly HclBlock[] {
  const zip = '"${path.module}/tasktrail-lambda.zip"';
  const environment: Record<string, Hcl> = {
    TASKTRAIL_TABLE: ref("aws_dynamodb_table.once.name"),
    TASKTRAIL_TOPIC: ref("aws_sns_topic.findings.arn"),
  };
  for (const secret of secrets) environment[secret] = ref(`var.${secret.toLowerCase()}`);
  return [
    resource("aws_lambda_function", "findings", [
      ["function_name", name],
      ["description", "Runs TaskTrail's rules over CloudTrail events and sends what they find"],
      ["role", ref("aws_iam_role.function.arn")],
      ["runtime", ref("var.runtime")],
      ["architectures", ["arm64"]],
      ["handler", "index.handler"],
      ["filename", ref(zip)],
      ["source_code_hash", ref(`filebase64sha256(${zip})`)],
      ["memory_size", 512],
      ["timeout", FUNCTION_SECONDS],
      ["kms_key_arn", ref("aws_kms_key.tasktrail.arn")],
      { block: "environment", body: [["variables", environment]] },
      [
        "depends_on",
        [ref("aws_cloudwatch_log_group.findings"), ref("aws_iam_role_policy.function")],
      ],
    ]),
    resource("aws_lambda_event_source_mapping", "events", [
      ["event_source_arn", ref("aws_sqs_queue.events.arn")],
      ["function_name", ref("aws_lambda_function.findings.arn")],
      ["batch_size", 100],
      ["maximum_batching_window_in_seconds", 2],
      ["function_response_types", ["ReportBatchItemFailures"]],
      { block: "scaling_config", body: [["maximum_concurrency", 10]] },
    ]),
  ];
}
