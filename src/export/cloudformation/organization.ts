import type { Deployment } from "../deployment.ts";
import { busPolicy, forwardPolicy, queuePolicy, trustPolicy } from "../policies.ts";
import { arnOf, LONGEST_RETENTION, resource, type Cfn, type Resources } from "./base.ts";
import { rule } from "./rules.ts";

/** The bus that members of the organisation hand their events to. */
export function centralBus({ name, organization }: Deployment): Resources {
  if (organization === undefined) return {};
  const [Statement] = busPolicy<Cfn>(arnOf("CentralBus"), organization)[
    "Statement"
  ] as readonly Cfn[];
  return {
    CentralBus: resource("AWS::Events::EventBus", { Name: name }),
    CentralBusPolicy: resource("AWS::Events::EventBusPolicy", {
      EventBusName: { Ref: "CentralBus" },
      StatementId: "Organization",
      Statement: Statement ?? {},
    }),
  };
}

/** For each account and region, that of the bus included: hands the events on, and keeps what could not be handed on. */
export function member({ name, forwarded }: Deployment): Resources {
  const bus: Cfn = { Ref: "CentralBusArn" };
  const feeds = forwarded.map((pattern, index): readonly [string, Cfn] => [
    `Feed${String(index + 1)}`,
    rule(
      `${name}-feed-${String(index + 1)}`,
      "Hands ECS's calls to the organisation's TaskTrail",
      pattern,
      { target: bus, hasBus: false, role: arnOf("ForwardRole") },
    ),
  ]);
  const senders = feeds.map(([id]) => arnOf(id));
  return {
    ForwardRole: resource("AWS::IAM::Role", {
      AssumeRolePolicyDocument: trustPolicy<Cfn>("events.amazonaws.com"),
      Policies: [{ PolicyName: "least", PolicyDocument: forwardPolicy<Cfn>(bus) }],
    }),
    DeadLetters: resource(
      "AWS::SQS::Queue",
      {
        QueueName: `${name}-dead-letters`,
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: LONGEST_RETENTION,
      },
      { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" },
    ),
    DeadLettersPolicy: resource("AWS::SQS::QueuePolicy", {
      Queues: [{ Ref: "DeadLetters" }],
      PolicyDocument: queuePolicy<Cfn>(arnOf("DeadLetters"), senders),
    }),
    ...Object.fromEntries(feeds),
  };
}

export const MEMBER_PARAMETERS: Resources = {
  CentralBusArn: {
    Type: "String",
    Description: "The output CentralBusArn of the central stack",
    AllowedPattern: "^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/[A-Za-z0-9._/-]+$",
  },
};
