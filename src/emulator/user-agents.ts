import type { ApiCall, Caller } from "./record-writer.ts";
import { hexOf } from "./stable-ids.ts";

/** Writes the `userAgent` of one call, in the grammar that was measured of each tool. */
export type UserAgentOf = Caller["userAgent"];

type Called = Pick<ApiCall, "service" | "operation">;

/** `UpdateService` as the aws-cli spells it: `update-service`. */
function kebab(operation: string): string {
  return operation.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}

/** What differs between two people's aws-cli. */
export interface CliSettings {
  /** Ties together the calls of one machine and login; made into 12 hexadecimal characters. */
  readonly session: string;
  /** Feature ids: `r,s` for a profile signed in through Identity Center, `AN` for Claude Code. */
  readonly features?: string;
  readonly machine?: "macos" | "ubuntu" | "cloudshell" | "fargate";
  /** The command that was typed, where the call is another: `ecs.update-service`. */
  readonly command?: string;
}

const MACHINES = {
  macos: { os: "macos#25.2.0 md/arch#arm64", environment: "", distribution: "" },
  ubuntu: {
    os: "linux#6.17.0 md/arch#x86_64",
    environment: "",
    distribution: " md/distrib#ubuntu.25",
  },
  cloudshell: {
    os: "linux#6.1.158 md/arch#x86_64",
    environment: " exec-env/CloudShell",
    distribution: " md/distrib#amzn.2023",
  },
  fargate: {
    os: "linux#5.10.245 md/arch#x86_64",
    environment: " exec-env/AWS_ECS_FARGATE",
    distribution: " md/distrib#amzn.2023",
  },
} as const;

/** aws-cli v2, which names the command it was asked for. */
export function awsCli2({
  session,
  features = "r,s",
  machine = "macos",
  command,
}: CliSettings): UserAgentOf {
  const { os, environment, distribution } = MACHINES[machine];
  const sid = hexOf(session, 12);
  return ({ service, operation }: Called) =>
    `aws-cli/2.35.24 md/awscrt#0.35.0 ua/2.1 os/${os} lang/python#3.14.6 md/pyimpl#CPython${environment} m/Z,E,b,${features} cfg/retry-mode#standard md/installer#exe sid/${sid}${distribution} md/prompt#off md/command#${command ?? `${service}.${kebab(operation)}`}`;
}

/** aws-cli v1, which does not name the command. */
export const awsCli1: UserAgentOf = () =>
  "aws-cli/1.45.11 md/Botocore#1.43.11 ua/2.1 os/linux#5.15.0 md/arch#x86_64 lang/python#3.11.7 md/pyimpl#CPython m/Z,N,g,D,b cfg/retry-mode#legacy botocore/1.43.11";

/** boto3, inside Lambda where an execution environment is given. */
export function boto3(environment?: "AWS_Lambda_python3.13"): UserAgentOf {
  const where = environment === undefined ? "" : ` exec-env/${environment}`;
  return () =>
    `Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux#5.10.245 md/arch#x86_64 lang/python#3.13.9 md/pyimpl#CPython${where} m/D,Z,b,g cfg/retry-mode#legacy Botocore/1.43.11`;
}

/** The AWS SDK for JavaScript v3 with what an application appends to it. */
function sdkJs(custom = "", os = "linux#6.11.0-1018-azure"): UserAgentOf {
  const suffix = custom === "" ? "" : ` ${custom}`;
  return ({ service }: Called) =>
    `aws-sdk-js/3.1163.0 ua/2.1 os/${os} lang/js md/nodejs#24.11.1 api/${service}#3.1163.0 m/N,E,e${suffix}`;
}

/** aws-actions/amazon-ecs-deploy-task-definition. */
export const ecsDeployAction: UserAgentOf = sdkJs(
  "amazon-ecs-deploy-task-definition-for-github-actions",
);

/** aws-actions/configure-aws-credentials from v6.2.0 on, which names the run in its calls to STS. */
export function configureCredentialsAction(runID: string, attempt = 1): UserAgentOf {
  return sdkJs(
    `configure-aws-credentials-for-github-actions md/run_id#${runID} md/attempt#${String(attempt)}`,
  );
}

/** The CDK's command line on a laptop. */
export const cdk: UserAgentOf = sdkJs("aws-cdk/2.1031.2", "macos#25.2.0");

/** Terraform with its AWS provider. */
export const terraform: UserAgentOf = ({ service }: Called) =>
  `APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.100.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.23.10 md/GOOS#linux md/GOARCH#amd64 api/${service}#1.57.4 m/k,q`;

/** The ECS agent on a container instance. */
export const ecsAgent: UserAgentOf = () =>
  "Amazon ECS Agent - v1.99.1 (3f2a1c7e) (linux; amzn_2023) (+http://aws.amazon.com/ecs/)";

/** A monitoring product that reads with the SDK for Go. */
export const sdkGo: UserAgentOf = ({ service }: Called) =>
  `aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.26.4 md/GOOS#linux md/GOARCH#amd64 api/${service}#1.57.4 m/E,i`;

/** A browser in the console. */
export const browser: UserAgentOf = () =>
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/** An AWS service that calls on its own or for somebody: its name stands where a user agent would. */
export function awsService(principal: string): UserAgentOf {
  return () => principal;
}
