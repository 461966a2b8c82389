import { array, flag, instant, object, oneOf, ref, text, type Schema } from "./schema-words.ts";

const RESOURCE_KIND = text(
  "In ECS's nouns: service, task, task-definition, cluster, container-instance …",
);

/** What a change is made of, for the contract's `$defs`. */
export const CHANGE_PARTS: Readonly<Record<string, Schema>> = {
  change: object(
    {
      eventID: text("CloudTrail's id of the record; no-eventID:… where the record had none."),
      at: instant("When the service had completed the call (eventTime)."),
      account: text("The account it happened in; empty where the record does not say."),
      region: text("The region it happened in; empty where the record does not say."),
      eventSource: text("The service that was called: ecs.amazonaws.com."),
      eventName: text("The API operation: UpdateService."),
      nature: oneOf(
        ["mutating", "read", "agent", "data"],
        "Whether the operation changes something, reads, is the ECS agent's own, or is a data event.",
      ),
      intent: text(
        "What it amounts to: scale, stop-service, deploy, restart, rollback, configure, stop-task, run-task, exec, create, delete, register, deregister, drain, protect, tag, abort-deploy, read, agent, unknown.",
      ),
      resource: ref("resource", "What it acted on."),
      related: array(ref("resource"), "Other ECS things that the record names."),
      settings: array(ref("setting"), "The fields that the call set."),
      outcome: ref("outcome"),
      noop: flag("True where AWS accepted the call and nothing changed by it."),
      noopReason: text("Why nothing changed."),
      actor: ref("actor", "Who stood behind the call."),
      behind: ref("actor", "For AWS services and pipelines: who configured or started them."),
      tool: ref("tool"),
      origin: ref("origin"),
    },
    {
      optional: ["noopReason", "behind"],
      description: "An action on a resource by an actor through a tool from an origin.",
    },
  ),
  resource: object(
    {
      kind: RESOURCE_KIND,
      name: text("Short name: checkout, api:42, a task id; empty where the record does not say."),
      cluster: text("The cluster's short name, for kinds that live in one."),
      service: text("The service's short name, for services and what belongs to one."),
      arn: text("The full ARN, where the record shows it."),
    },
    { optional: ["cluster", "service", "arn"], description: "An ECS thing." },
  ),
  setting: object(
    {
      name: text("The request's field in the API's spelling, nested ones with dots: desiredCount."),
      before: { description: "The value before. Absent where the material does not show it." },
      after: { description: "The value that the call set." },
      beforeEvidence: ref("evidence", "Where the value before was read."),
      momentary: flag("True for a word to this one call, such as forceNewDeployment or reason."),
    },
    {
      optional: ["before", "beforeEvidence", "momentary"],
      description: "One field that the call set.",
    },
  ),
  outcome: object(
    {
      kind: oneOf(["accepted", "refused"], "Whether AWS took the call."),
      errorCode: text("AWS's error code, where it was refused."),
      errorMessage: text("AWS's message, where it gave one."),
    },
    { optional: ["errorCode", "errorMessage"], description: "What AWS answered." },
  ),
  actor: object(
    {
      kind: oneOf(
        ["person", "pipeline", "workload", "aws-service", "account", "root", "unknown"],
        "What kind of someone or something it is.",
      ),
      name: text("What to call it."),
      via: text("How we know it: Identity Center, AdministratorAccess."),
      principal: text(
        "The identity that signed the call, as AWS names it; empty where the record names none.",
      ),
      account: text("The account that the principal belongs to."),
      grade: ref(
        "grade",
        "How far the name can be trusted: that of the weakest step. Absent where nobody is named.",
      ),
      link: text("Where more can be read: the address of the workflow's run."),
      role: text("The role's name, where one was assumed."),
      session: text("The role session's name, where a role was assumed."),
      accessKeyId: text("The access key that signed, where the record says so."),
      mfa: flag("Whether the session was made with multi-factor authentication. Absent: not said."),
      through: array(ref("hop"), "The role chain, newest hop first."),
      possibly: array(ref("possibility"), "Who else may have acted with the same credentials."),
      evidence: array(ref("evidence"), "What it was concluded from."),
      gaps: array(ref("gap"), "What could not be known."),
    },
    {
      optional: ["account", "grade", "link", "role", "session", "accessKeyId", "mfa", "possibly"],
      description: "Our conclusion about who stood behind the call.",
    },
  ),
  hop: object(
    {
      principal: text("The identity at this step."),
      how: text("How this step came to be: AssumeRole."),
      grade: ref("grade", "How surely this step leads to the next."),
      eventID: text("The record that shows the step."),
      accountName: text(
        "What people call the step's account. Absent: the change's own, or not known.",
      ),
      evidence: array(ref("evidence")),
    },
    {
      optional: ["eventID", "accountName"],
      description: "One step from the session back to the actor.",
    },
  ),
  possibility: object(
    {
      who: ref("actor", "Somebody who may have acted."),
      during: object(
        { from: instant("When it became possible."), to: instant("When it ended.") },
        { description: "When the possibility was open." },
      ),
      why: text("Why: opened a shell in the task with ECS Exec."),
      evidence: array(ref("evidence")),
    },
    { description: "Somebody who may have acted with the actor's credentials: never a fact." },
  ),
  tool: object(
    {
      kind: oneOf(
        ["console", "cli", "iac", "ci", "sdk", "aws-service", "ecs-agent", "unknown"],
        "What kind of tool it is.",
      ),
      name: text("Terraform, aws-cli, AWS console …"),
      version: text(),
      command: text("The tool's command where it says so: ecs update-service."),
      aiAgent: text(
        "The AI coding agent that drove it, where it says so. Absent means unknown, not human.",
      ),
      evidence: array(ref("evidence")),
      contradicted: text(
        "What the user agent claims where a field that AWS writes contradicts it.",
      ),
    },
    {
      optional: ["version", "command", "aiAgent", "contradicted"],
      description: "What sent the call.",
    },
  ),
  origin: object(
    {
      kind: oneOf(
        ["address", "aws-service", "aws-internal", "unknown"],
        "What kind of place it is.",
      ),
      name: text("The address, or the AWS service's name."),
      label: text("The user's own label for the address's network."),
      network: text(
        "The network that announces the address; from offline data, so possibly out of date.",
      ),
      country: text("ISO 3166-1 alpha-2; from offline data, so possibly out of date."),
      vpcEndpoint: text("The VPC endpoint that the call went through."),
      evidence: array(ref("evidence")),
    },
    {
      optional: ["label", "network", "country", "vpcEndpoint"],
      description: "Where the call came from.",
    },
  ),
  evidence: object(
    {
      field: text("The field's path in the record."),
      value: text("Its value as it stands in the record."),
      grade: ref("grade"),
      says: text("What the field says here."),
      eventID: text("The record it was read from, where that is another one."),
    },
    { optional: ["eventID"], description: "One field that led to a conclusion." },
  ),
  gap: object(
    {
      unknown: text("What is unknown: who assumed the role deploy-prod."),
      missing: text("The record that would settle it."),
      lookups: array(
        object(
          {
            account: text(),
            region: text(),
            selector: text("One attribute, as LookupEvents takes it: ResourceName=ASIA…"),
            from: instant("The start of the stretch to ask for."),
            to: instant("Its end, not included."),
          },
          { description: "One request to Event History." },
        ),
        "How that record can be asked for, surest and cheapest first.",
      ),
    },
    { optional: ["lookups"], description: "Something that could not be known." },
  ),
  grade: oneOf(
    ["proven", "inferred", "claimed"],
    "proven: AWS writes it. inferred: joined by time, name or convention. claimed: only text that the caller chose.",
  ),
};
