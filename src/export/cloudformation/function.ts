import type { Deployment } from "../deployment.ts";
import { functionPolicy, trustPolicy } from "../policies.ts";
import { FUNCTION_SECONDS, VISIBILITY_SECONDS } from "../function-limits.ts";
import { alarm, arnOf, queue, resource, type Cfn, type Resources } from "./base.ts";

/** The queue before the Lambda, the Lambda, its role, and the table by which each finding leaves once. */
export function lambda(deployment: Deployment, feeds: readonly string[]): Resources {
  if (feeds.length === 0) return {};
  const { name } = deployment;
  return {
    ...queue("Events", `${name}-events`, feeds, {
      VisibilityTimeout: VISIBILITY_SECONDS,
      MessageRetentionPeriod: 345_600,
      RedrivePolicy: { deadLetterTargetArn: arnOf("DeadLetters"), maxReceiveCount: 5 },
    }),
    EventsAlarm: alarm("Events", `${name}-events-wait`, {
      description: "Events wait for the function for more than five minutes.",
      metric: "ApproximateAgeOfOldestMessage",
      threshold: 300,
    }),
    Once: table(name),
    FunctionLogs: resource(
      "AWS::Logs::LogGroup",
      { LogGroupName: `/aws/lambda/${name}`, RetentionInDays: 30 },
      { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" },
    ),
    FunctionRole: role(deployment),
    Function: functionOf(deployment),
    FunctionEvents: resource("AWS::Lambda::EventSourceMapping", {
      EventSourceArn: arnOf("Events"),
      FunctionName: { Ref: "Function" },
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 2,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 10 },
    }),
  };
}

/** Where the zip lies, and what sinks need to keep secret. */
export function parameters({ feed, secrets }: Deployment): Resources {
  if (feed.length === 0) return {};
  const hidden = secrets.map((secret): readonly [string, Cfn] => [
    parameterOf(secret),
    { Type: "String", NoEcho: true, Description: `What the sink env/${secret} stands for` },
  ]);
  return {
    CodeBucket: {
      Type: "String",
      Description: "The bucket, in this region, that tasktrail-lambda.zip was copied to",
    },
    CodeKey: { Type: "String", Default: "tasktrail-lambda.zip" },
    ...Object.fromEntries(hidden),
  };
}

function parameterOf(secret: string): string {
  return `Secret${secret.replace(/[^A-Za-z0-9]/g, "")}`;
}

function table(name: string): Cfn {
  return resource(
    "AWS::DynamoDB::Table",
    {
      TableName: `${name}-once`,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: arnOf("Key") },
    },
    { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" },
  );
}

function role({ grants }: Deployment): Cfn {
  const refs = {
    logs: arnOf("FunctionLogs"),
    queue: arnOf("Events"),
    key: arnOf("Key"),
    table: arnOf("Once"),
    topic: { Ref: "Findings" },
  };
  return resource("AWS::IAM::Role", {
    AssumeRolePolicyDocument: trustPolicy<Cfn>("lambda.amazonaws.com"),
    Policies: [{ PolicyName: "least", PolicyDocument: functionPolicy<Cfn>(refs, grants) }],
  });
}

function functionOf({ name, secrets }: Deployment): Cfn {
  const hidden = secrets.map((secret) => [secret, { Ref: parameterOf(secret) }]);
  return resource(
    "AWS::Lambda::Function",
    {
      FunctionName: name,
      Description: "Runs TaskTrail's rules over CloudTrail events and sends what they find",
      Role: arnOf("FunctionRole"),
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
      Code: { S3Bucket: { Ref: "CodeBucket" }, S3Key: { Ref: "CodeKey" } },
      MemorySize: 512,
      Timeout: FUNCTION_SECONDS,
      KmsKeyArn: arnOf("Key"),
      Environment: {
        Variables: {
          TASKTRAIL_TABLE: { Ref: "Once" },
          TASKTRAIL_TOPIC: { Ref: "Findings" },
          ...(Object.fromEntries(hidden) as Resources),
        },
      },
    },
    { DependsOn: ["FunctionLogs"] },
  );
}
