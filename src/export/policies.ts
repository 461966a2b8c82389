/** A document of which some leaves are references in the language of the template: an ARN that only AWS knows. */
export type Tree<Ref> =
  | string
  | number
  | boolean
  | Ref
  | readonly Tree<Ref>[]
  | { readonly [key: string]: Tree<Ref> };

type Document<Ref> = { readonly [key: string]: Tree<Ref> };

function policy<Ref>(...Statement: readonly Document<Ref>[]): Document<Ref> {
  return { Version: "2012-10-17", Statement };
}

/** What a role lets one AWS service do. */
export function trustPolicy<Ref>(service: string): Document<Ref> {
  return policy<Ref>({
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
  });
}

/**
 * The key of queue, topic and table. Its statement about services has no condition: with `aws:SourceAccount` or
 * `aws:SourceArn` EventBridge could no longer publish to an encrypted topic.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function keyPolicy<Ref>(account: Ref): Document<Ref> {
  return policy<Ref>(
    {
      Sid: "Account",
      Effect: "Allow",
      Principal: { AWS: account },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "Services",
      Effect: "Allow",
      Principal: { Service: ["events.amazonaws.com", "cloudwatch.amazonaws.com"] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
    },
  );
}

/** Only these rules may send, and only over TLS. */
export function queuePolicy<Ref>(queue: Ref, rules: Tree<Ref>): Document<Ref> {
  return policy<Ref>(
    {
      Sid: "Rules",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queue,
      Condition: { ArnEquals: { "aws:SourceArn": rules } },
    },
    {
      Sid: "OnlyTls",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queue,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}

/**
 * EventBridge and alarms may publish. EventBridge's statement has no condition, which it would never meet.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export function topicPolicy<Ref>(topic: Ref, account: Ref, hasRules: boolean): Document<Ref> {
  const alarms: Document<Ref> = {
    Sid: "Alarms",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: "sns:Publish",
    Resource: topic,
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  };
  if (!hasRules) return policy(alarms);
  return policy<Ref>(alarms, {
    Sid: "Rules",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sns:Publish",
    Resource: topic,
  });
}

/** What the function's role names. */
export interface FunctionRefs<Ref> {
  readonly logs: Ref;
  readonly queue: Ref;
  readonly key: Ref;
  readonly table: Ref;
  readonly topic: Ref;
}

/** What else it sends to, as actions and the ARN that they are allowed on. */
export interface SinkGrant {
  readonly action: string;
  readonly resource: string;
}

/** The least that the function needs. */
export function functionPolicy<Ref>(
  { logs, queue, key, table, topic }: FunctionRefs<Ref>,
  grants: readonly SinkGrant[],
): Document<Ref> {
  const allow = (Sid: string, Action: readonly string[], Resource: Tree<Ref>): Document<Ref> => ({
    Sid,
    Effect: "Allow",
    Action,
    Resource,
  });
  return policy<Ref>(
    allow("Logs", ["logs:CreateLogStream", "logs:PutLogEvents"], logs),
    allow("Queue", ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], queue),
    allow(
      "Once",
      ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      table,
    ),
    allow("Key", ["kms:Decrypt", "kms:GenerateDataKey"], key),
    allow("Topic", ["sns:Publish"], topic),
    ...grants.map(({ action, resource }, index) =>
      allow(`Sink${String(index + 1)}`, [action], resource),
    ),
  );
}

/** Whoever belongs to the organisation may put events on the bus, if they come from CloudTrail. */
export function busPolicy<Ref>(bus: Ref, organization: string): Document<Ref> {
  return policy<Ref>({
    Sid: "Organization",
    Effect: "Allow",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: bus,
    Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
  });
}

/** A member's rule may hand events to the central bus. */
export function forwardPolicy<Ref>(bus: Tree<Ref>): Document<Ref> {
  return policy<Ref>({ Effect: "Allow", Action: "events:PutEvents", Resource: bus });
}
