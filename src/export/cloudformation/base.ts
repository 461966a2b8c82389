import type { Deployment } from "../deployment.ts";
import { keyPolicy, queuePolicy, topicPolicy, type Tree } from "../policies.ts";

/** A value of a template: plain, or an intrinsic function. */
export type Cfn = Tree<never>;
export type Resources = Readonly<Record<string, Cfn>>;

export const LONGEST_RETENTION = 1_209_600;

export function arnOf(id: string): Cfn {
  return { "Fn::GetAtt": [id, "Arn"] };
}

function sub(text: string): Cfn {
  return { "Fn::Sub": text };
}

export function resource(Type: string, Properties: Cfn, more: Resources = {}): Cfn {
  return { Type, ...more, Properties };
}

const ROOT = sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root");

/** Kept when the stack is deleted, unless somebody says otherwise: what nobody has read yet is in it. */
const KEPT = { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" };

/** The key, the topic that findings go to, and the queue of what could not be delivered, with its alarm. */
export function foundation(
  { name, emails, natives }: Deployment,
  rules: readonly string[],
): Resources {
  const subscriptions = emails.map((TopicArn, index): readonly [string, Cfn] => [
    `Email${String(index + 1)}`,
    resource("AWS::SNS::Subscription", {
      TopicArn: { Ref: "Findings" },
      Protocol: "email",
      Endpoint: TopicArn,
    }),
  ]);
  return {
    Key: resource(
      "AWS::KMS::Key",
      {
        Description: `TaskTrail (${name}): queues, topic and table`,
        EnableKeyRotation: true,
        KeyPolicy: keyPolicy(ROOT),
      },
      KEPT,
    ),
    KeyAlias: resource("AWS::KMS::Alias", {
      AliasName: `alias/${name}`,
      TargetKeyId: { Ref: "Key" },
    }),
    Findings: resource("AWS::SNS::Topic", {
      TopicName: `${name}-findings`,
      KmsMasterKeyId: arnOf("Key"),
    }),
    FindingsPolicy: resource("AWS::SNS::TopicPolicy", {
      Topics: [{ Ref: "Findings" }],
      PolicyDocument: topicPolicy<Cfn>(
        { Ref: "Findings" },
        { Ref: "AWS::AccountId" },
        natives.length > 0,
      ),
    }),
    ...Object.fromEntries(subscriptions),
    ...queue("DeadLetters", `${name}-dead-letters`, rules, {
      MessageRetentionPeriod: LONGEST_RETENTION,
    }),
    DeadLettersAlarm: alarm("DeadLetters", `${name}-dead-letters`, {
      description: "Events or findings that could not be delivered wait in the dead-letter queue.",
      metric: "ApproximateNumberOfMessagesVisible",
      threshold: 0,
    }),
  };
}

/** A queue that only these rules may send to. */
export function queue(
  id: string,
  QueueName: string,
  rules: readonly string[],
  more: Resources,
): Resources {
  const policy = queuePolicy<Cfn>(arnOf(id), rules.map(arnOf));
  return {
    [id]: resource("AWS::SQS::Queue", { QueueName, KmsMasterKeyId: arnOf("Key"), ...more }, KEPT),
    [`${id}Policy`]: resource("AWS::SQS::QueuePolicy", {
      Queues: [{ Ref: id }],
      PolicyDocument: policy,
    }),
  };
}

interface Alarm {
  readonly description: string;
  readonly metric: string;
  readonly threshold: number;
}

/** Tells the topic when a queue's number is above a threshold for five minutes. */
export function alarm(queueId: string, AlarmName: string, of: Alarm): Cfn {
  return resource("AWS::CloudWatch::Alarm", {
    AlarmName,
    AlarmDescription: of.description,
    Namespace: "AWS/SQS",
    MetricName: of.metric,
    Dimensions: [{ Name: "QueueName", Value: { "Fn::GetAtt": [queueId, "QueueName"] } }],
    Statistic: "Maximum",
    Period: 300,
    EvaluationPeriods: 1,
    ComparisonOperator: "GreaterThanThreshold",
    Threshold: of.threshold,
    TreatMissingData: "notBreaching",
    AlarmActions: [{ Ref: "Findings" }],
  });
}

/**
 * EventBridge tries for a day and 185 times unless told, and then puts the event where it can be found. To say so again for
 * each rule would make the template longer than CreateStack takes.
 */
export const PERSISTENCE: Resources = { DeadLetterConfig: { Arn: arnOf("DeadLetters") } };
