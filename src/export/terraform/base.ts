import type { Deployment } from "../deployment.ts";
import { Expression, JsonEncoded, type Hcl, type HclBlock, type HclBody } from "../hcl.ts";
import { keyPolicy, queuePolicy, topicPolicy } from "../policies.ts";

export function ref(text: string): Expression {
  return new Expression(text);
}

/** Patterns and policies hold nothing undefined. */
export function json(value: object): JsonEncoded {
  return new JsonEncoded(value as Hcl);
}

export function resource(
  type: string,
  label: string,
  body: HclBody,
  comment?: readonly string[],
): HclBlock {
  return { block: "resource", labels: [type, label], body, ...(comment && { comment }) };
}

const ACCOUNT = ref("data.aws_caller_identity.current.account_id");
const ROOT = ref(
  '"arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"',
);

export function head(): readonly HclBlock[] {
  const source: Hcl = { source: "hashicorp/aws", version: ">= 5.60" };
  return [
    {
      block: "terraform",
      body: [
        ["required_version", ">= 1.5"],
        { block: "required_providers", body: [["aws", source]] },
      ],
    },
    { block: "data", labels: ["aws_caller_identity", "current"], body: [] },
    { block: "data", labels: ["aws_partition", "current"], body: [] },
  ];
}

/** Two weeks: the longest that SQS keeps a message. */
export const LONGEST_RETENTION = 1_209_600;

/** The key, the topic that findings go to, and the queue of what could not be delivered, with its alarm. */
export function foundation(deployment: Deployment): readonly HclBlock[] {
  const { name, emails, natives, feed } = deployment;
  return [
    resource("aws_kms_key", "tasktrail", [
      ["description", `TaskTrail (${name}): queues, topic and table`],
      ["enable_key_rotation", true],
      ["policy", json(keyPolicy(ROOT))],
    ]),
    resource("aws_kms_alias", "tasktrail", [
      ["name", `alias/${name}`],
      ["target_key_id", ref("aws_kms_key.tasktrail.key_id")],
    ]),
    resource("aws_sns_topic", "findings", [
      ["name", `${name}-findings`],
      ["kms_master_key_id", ref("aws_kms_key.tasktrail.arn")],
    ]),
    resource("aws_sns_topic_policy", "findings", [
      ["arn", ref("aws_sns_topic.findings.arn")],
      ["policy", json(topicPolicy(ref("aws_sns_topic.findings.arn"), ACCOUNT, natives.length > 0))],
    ]),
    ...emails.map((endpoint, index) =>
      resource("aws_sns_topic_subscription", `email_${String(index + 1)}`, [
        ["topic_arn", ref("aws_sns_topic.findings.arn")],
        ["protocol", "email"],
        ["endpoint", endpoint],
      ]),
    ),
    ...queue(
      "dead_letters",
      `${name}-dead-letters`,
      sendingRules(natives.length > 0, feed.length),
      [["message_retention_seconds", LONGEST_RETENTION]],
    ),
    alarm("dead_letters", `${name}-dead-letters`, {
      description: "Events or findings that could not be delivered wait in the dead-letter queue.",
      metric: "ApproximateNumberOfMessagesVisible",
      threshold: 0,
    }),
  ];
}

function sendingRules(hasNatives: boolean, feeds: number): readonly Expression[] {
  const natives = hasNatives ? [ref("values(aws_cloudwatch_event_rule.native)[*].arn")] : [];
  const feed = feeds > 0 ? [ref("values(aws_cloudwatch_event_rule.feed)[*].arn")] : [];
  return [...natives, ...feed];
}

/** A queue that only rules may send to. */
export function queue(
  label: string,
  name: string,
  rules: readonly Expression[],
  body: HclBody,
): readonly HclBlock[] {
  const arn = ref(`aws_sqs_queue.${label}.arn`);
  const senders = ref(`concat(${rules.map(({ text }) => text).join(", ")})`);
  return [
    resource("aws_sqs_queue", label, [
      ["name", name],
      ["kms_master_key_id", ref("aws_kms_key.tasktrail.arn")],
      ...body,
    ]),
    resource("aws_sqs_queue_policy", label, [
      ["queue_url", ref(`aws_sqs_queue.${label}.id`)],
      ["policy", json(queuePolicy(arn, senders))],
    ]),
  ];
}

interface Alarm {
  readonly description: string;
  readonly metric: string;
  readonly threshold: number;
}

/** Tells the topic when a queue's number is above a threshold for five minutes. */
export function alarm(
  label: string,
  name: string,
  { description, metric, threshold }: Alarm,
): HclBlock {
  return resource("aws_cloudwatch_metric_alarm", label, [
    ["alarm_name", name],
    ["alarm_description", description],
    ["namespace", "AWS/SQS"],
    ["metric_name", metric],
    ["dimensions", { QueueName: ref(`aws_sqs_queue.${label}.name`) }],
    ["statistic", "Maximum"],
    ["period", 300],
    ["evaluation_periods", 1],
    ["comparison_operator", "GreaterThanThreshold"],
    ["threshold", threshold],
    ["treat_missing_data", "notBreaching"],
    ["alarm_actions", [ref("aws_sns_topic.findings.arn")]],
  ]);
}
