import { array, flag, instant, object, oneOf, ref, text, type Schema } from "./schema-words.ts";

const KINDS = ["person", "pipeline", "workload", "aws-service", "account", "root", "unknown"];

const number = (description: string): Schema => ({ description, type: "number" });

/** What the patterns of rules are matched against, as JSON Schema 2020-12. Nothing that is unknown is there. */
export const ruleEventSchema: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:tasktrail:rule-event:1",
  title: "The event that rules see",
  description:
    "EventBridge's envelope around a CloudTrail record, and beside it what was concluded from it. A pattern on source, detail-type, account, region, time and detail alone is a native EventBridge rule too.",
  ...object({
    source: text("aws. and the service's name: aws.ecs."),
    "detail-type": { const: "AWS API Call via CloudTrail" },
    account: text("The account it happened in."),
    region: text("The region it happened in."),
    time: instant("When the call was made."),
    detail: {
      description:
        "The CloudTrail record in its own words. Fields that are null are absent, and flags are flags, also where the source wrote them as texts.",
      type: "object",
    },
    tasktrail: object(
      {
        intent: text("What it amounts to: scale, stop-service, deploy, restart, delete, exec …"),
        nature: oneOf(["mutating", "read", "agent", "data"], "What kind of operation it is."),
        outcome: oneOf(["accepted", "refused"], "Whether AWS took the call."),
        noop: flag("AWS accepted it and nothing changed."),
        actor: ref("actor", "Who stood behind it."),
        behind: ref("actor", "Who configured or started the service or pipeline."),
        tool: object(
          {
            kind: oneOf(
              ["console", "cli", "iac", "ci", "sdk", "aws-service", "ecs-agent", "unknown"],
              "What kind of tool; mostly what the caller claims.",
            ),
            name: text("Terraform, aws-cli, AWS console …"),
            version: text(),
          },
          { optional: ["version"] },
        ),
        aiAgent: text("The AI coding agent that drove it, where it says so."),
        origin: object(
          {
            kind: oneOf(
              ["address", "aws-service", "aws-internal", "unknown"],
              "What kind of place.",
            ),
            name: text("The address or the service."),
            label: text("Your label of the address's network."),
            labelled: flag("Whether it has one; absent where no network is labelled."),
            network: text("Who announces the address."),
            country: text("ISO 3166-1 alpha-2."),
          },
          { optional: ["label", "labelled", "network", "country"] },
        ),
        resource: object(
          {
            kind: text("service, task, task-definition, cluster …"),
            name: text("Its short name."),
            cluster: text("The cluster's short name."),
            service: text("The service's short name."),
          },
          { optional: ["cluster", "service"] },
        ),
        settings: array(
          object(
            {
              name: text(
                "The request's field, nested ones with dots: desiredCount, deploymentConfiguration.minimumHealthyPercent.",
              ),
              before: { description: "The value before; absent where it is not known." },
              after: { description: "The value that the call set." },
              changed: flag("The value before was another one, or is not known."),
              factor: number("How many times as much, of two numbers."),
            },
            { optional: ["before", "factor"] },
          ),
          "What the call set. Fields of one element of a pattern are about one setting.",
        ),
        images: array(
          object(
            {
              registry: text("111122223333.dkr.ecr.eu-west-1.amazonaws.com, docker.io …"),
              repository: text("The name in the registry."),
              tag: text(),
              digest: text(),
              place: oneOf(
                ["own", "other-account", "elsewhere"],
                "ECR of this account, of another one, or no private ECR.",
              ),
              floating: flag("No digest, and no tag or latest."),
            },
            { optional: ["tag", "digest"] },
          ),
          "The images that the call names.",
        ),
        environment: text("Of the configuration, by account and cluster."),
        changeWindow: oneOf(
          ["inside", "outside"],
          "Whether it lies in a change window of its environment; absent where none is configured.",
        ),
        managedBy: text("The tool of infrastructure as code that last changed the resource."),
        weekday: oneOf(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "In UTC."),
        hour: number("The hour in UTC."),
      },
      {
        optional: ["behind", "aiAgent", "environment", "changeWindow", "managedBy"],
        description: "What was concluded.",
      },
    ),
  }),
  $defs: {
    actor: object(
      {
        kind: oneOf(KINDS, "What kind of someone or something."),
        name: text("What to call it."),
        via: text("How we know it."),
        grade: oneOf(["proven", "inferred", "claimed"], "How far the name can be trusted."),
        role: text("The role's name."),
        session: text("The role session's name."),
        account: text("The account of the principal."),
        principal: text("The identity that signed the call."),
        mfa: flag("Whether the session had multi-factor authentication; absent: not said."),
      },
      { optional: ["grade", "role", "session", "account", "mfa"] },
    ),
  },
};
