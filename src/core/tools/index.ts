import type { ToolReader } from "../tool.ts";
import { awsCli } from "./aws-cli.ts";
import { awsConsole } from "./aws-console.ts";
import { awsMcpServer } from "./aws-mcp-server.ts";
import { awsPowershell } from "./aws-powershell.ts";
import { awsSdkCpp } from "./aws-sdk-cpp.ts";
import { awsSdkDotnet } from "./aws-sdk-dotnet.ts";
import { awsSdkGo } from "./aws-sdk-go.ts";
import { awsSdkJava } from "./aws-sdk-java.ts";
import { awsSdkJs } from "./aws-sdk-js.ts";
import { awsSdkKotlin } from "./aws-sdk-kotlin.ts";
import { awsSdkPhp } from "./aws-sdk-php.ts";
import { awsSdkRuby } from "./aws-sdk-ruby.ts";
import { awsSdkRust } from "./aws-sdk-rust.ts";
import { awsSdkSwift } from "./aws-sdk-swift.ts";
import { awsService } from "./aws-service.ts";
import { boto } from "./boto.ts";
import { boto3 } from "./boto3.ts";
import { botocore } from "./botocore.ts";
import { browser } from "./browser.ts";
import { cdk } from "./cdk.ts";
import { cloudformation } from "./cloudformation.ts";
import { codedeploy } from "./codedeploy.ts";
import { codepipeline } from "./codepipeline.ts";
import { codingAgent } from "./coding-agent.ts";
import { copilot } from "./copilot.ts";
import { ecsAgent } from "./ecs-agent.ts";
import { eventbridge } from "./eventbridge.ts";
import { eventbridgeScheduler } from "./eventbridge-scheduler.ts";
import { githubActionEcsDeploy } from "./github-action-ecs-deploy.ts";
import { httpClient } from "./http-client.ts";
import { opentofu } from "./opentofu.ts";
import { pulumi } from "./pulumi.ts";
import { serviceAutoScaling } from "./service-auto-scaling.ts";
import { stepFunctions } from "./step-functions.ts";
import { terraform } from "./terraform.ts";

/** The first reader that recognises a user agent names the tool. */
export const tools: readonly ToolReader[] = [
  // Services name themselves by their DNS name; nothing else is written like that.
  awsMcpServer,
  awsConsole,
  cloudformation,
  codedeploy,
  codepipeline,
  eventbridge,
  eventbridgeScheduler,
  serviceAutoScaling,
  stepFunctions,
  awsService,
  // Tools that put their own mark beside the SDK they are built on.
  ecsAgent,
  githubActionEcsDeploy,
  pulumi,
  opentofu,
  terraform,
  cdk,
  copilot,
  codingAgent,
  awsCli,
  awsPowershell,
  // SDKs, and what is left.
  boto3,
  botocore,
  boto,
  awsSdkJs,
  awsSdkJava,
  awsSdkGo,
  awsSdkRust,
  awsSdkDotnet,
  awsSdkRuby,
  awsSdkPhp,
  awsSdkCpp,
  awsSdkKotlin,
  awsSdkSwift,
  browser,
  httpClient,
];
