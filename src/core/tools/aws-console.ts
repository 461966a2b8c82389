import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

/**
 * What the console's front ends and back ends have called themselves over the years. `aws-internal/3` is the client that
 * AWS's own back ends use, most of them behind a console page.
 */
const NAMES: ReadonlySet<string> = new Set([
  "AWS CloudWatch Console",
  "AWS Internal",
  "AWS Signin",
  "AWSConsole",
  "Coral/Jakarta",
  "Coral/Netty4",
  "console.amazonaws.com",
  "console.aws.amazon.com",
  "console.ec2.amazonaws.com",
  "signin.amazonaws.com",
]);

const PRODUCTS = ["aws-internal", "S3Console", "EC2ConsoleBackend", "EC2ConsoleFrontend"];

export const awsConsole = defineTool({
  id: "aws-console",
  kind: "console",
  name: "AWS console",
  recognise: (agent) => {
    if (NAMES.has(agent.text)) return {};
    return PRODUCTS.some((name) => versionOf(agent, name) !== undefined) ? {} : undefined;
  },
  examples: [
    { userAgent: "console.amazonaws.com" },
    { userAgent: "console.ec2.amazonaws.com" },
    { userAgent: "signin.amazonaws.com" },
    { userAgent: "AWS Internal" },
    { userAgent: "[S3Console/0.4]" },
    { userAgent: "Coral/Netty4" },
    {
      userAgent:
        "EC2ConsoleFrontend, aws-internal/3 aws-sdk-java/1.11.1030 Linux/5.4.122-66.218.amzn2int.x86_64 OpenJDK_64-Bit_Server_VM/25.292-b10 java/1.8.0_292 vendor/Oracle_Corporation cfg/retry-mode/legacy",
    },
    { userAgent: "aws-internal/3 cfg/retry-mode/legacy" },
  ],
});
