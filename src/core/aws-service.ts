import type { ActorKind } from "./actor.ts";

/** What is known about an AWS service that calls other services. */
interface KnownService {
  readonly name: string;
  /** A delivery service counts as a pipeline, any other as an AWS service. */
  readonly kind?: ActorKind;
  /** The event that shows who set it to work, where a role of its own hides them. */
  readonly startedBy?: string;
}

/**
 * Services by the first part of the DNS name that CloudTrail writes in `invokedBy` and `sourceIPAddress`. A service that is
 * not listed goes by its DNS name.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
const SERVICES: ReadonlyMap<string, KnownService> = new Map<string, KnownService>([
  ["application-autoscaling", { name: "Application Auto Scaling" }],
  ["autoscaling", { name: "EC2 Auto Scaling" }],
  ["aws-mcp", { name: "AWS MCP Server" }],
  ["batch", { name: "AWS Batch", startedBy: "the batch SubmitJob event" }],
  ["cloudcontrolapi", { name: "Cloud Control API" }],
  [
    "cloudformation",
    {
      name: "CloudFormation",
      startedBy:
        "the cloudformation CreateStack, UpdateStack, DeleteStack or ExecuteChangeSet event",
    },
  ],
  ["cloudtrail", { name: "CloudTrail" }],
  [
    "codebuild",
    { name: "CodeBuild", kind: "pipeline", startedBy: "the codebuild StartBuild event" },
  ],
  [
    "codedeploy",
    {
      name: "CodeDeploy",
      kind: "pipeline",
      startedBy: "the codedeploy CreateDeployment event",
    },
  ],
  [
    "codepipeline",
    {
      name: "CodePipeline",
      kind: "pipeline",
      startedBy: "the codepipeline StartPipelineExecution event, or the push that started it",
    },
  ],
  ["config", { name: "AWS Config" }],
  ["ec2", { name: "Amazon EC2" }],
  ["ecs", { name: "Amazon ECS" }],
  ["ecs-tasks", { name: "Amazon ECS" }],
  ["eks", { name: "Amazon EKS" }],
  ["events", { name: "EventBridge", startedBy: "the events PutRule or PutTargets event" }],
  ["lambda", { name: "Lambda" }],
  ["monitoring", { name: "CloudWatch" }],
  ["pipes", { name: "EventBridge Pipes", startedBy: "the pipes CreatePipe or UpdatePipe event" }],
  ["rds", { name: "Amazon RDS" }],
  ["s3", { name: "Amazon S3" }],
  [
    "scheduler",
    {
      name: "EventBridge Scheduler",
      startedBy: "the scheduler CreateSchedule or UpdateSchedule event",
    },
  ],
  ["secretsmanager", { name: "Secrets Manager" }],
  ["servicediscovery", { name: "Cloud Map" }],
  ["sso", { name: "IAM Identity Center" }],
  ["ssm", { name: "Systems Manager" }],
  ["states", { name: "Step Functions", startedBy: "the states StartExecution event" }],
]);

/** What to call a service, what kind of actor it is, and which event shows who set it to work. */
export interface AwsService {
  readonly name: string;
  readonly kind: ActorKind;
  readonly startedBy?: string;
}

/** What is unknown where only a service is known. */
export function setToWork(service: string): string {
  return `who set ${service} to work`;
}

/** True for the DNS name of an AWS service, as CloudTrail writes it: `ecs.amazonaws.com`. */
export function isServiceName(text: string | undefined): text is string {
  return text !== undefined && text.length <= 253 && SERVICE_NAME.test(text);
}

const SERVICE_NAME = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;

/** What is known about the service with this DNS name. */
export function serviceOf(dnsName: string): AwsService {
  const known = findService(dnsName.toLowerCase());
  return { kind: "aws-service", name: dnsName, ...known };
}

function findService(dnsName: string): KnownService | undefined {
  const label = dnsName.replace(/\.amazonaws\.com(?:\.cn)?$/, "");
  if (label === dnsName) return undefined;
  if (label === "ecs.application-autoscaling") return { name: "Service Auto Scaling" };
  if (label.endsWith(".application-autoscaling")) return { name: "Application Auto Scaling" };
  return SERVICES.get(label);
}
