import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readTool } from "./read-tool.ts";
import type { CloudTrailRecord } from "./record.ts";

const TERRAFORM =
  "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.40.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.25.2";
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";
const CLOUDSHELL =
  "aws-cli/2.31.1 md/awscrt#0.27.6 ua/2.1 os/linux#6.1.147 md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython exec-env/CloudShell m/C,E,Z,b cfg/retry-mode#standard md/installer#exe md/distrib#amzn.2023 md/prompt#off md/command#ecs.update-service";

describe("the tool of one record", () => {
  it("is the console where AWS says so, whatever the user agent says, and shows what it said", () => {
    const tool = readTool(recordWith({ userAgent: TERRAFORM, sessionCredentialFromConsole: true }));

    assert.deepEqual(
      [tool.kind, tool.name, tool.contradicted],
      ["console", "AWS console", "Terraform 1.9.8"],
    );
    assert.deepEqual(
      tool.evidence.map(({ field, grade }) => [field, grade]),
      [
        ["sessionCredentialFromConsole", "proven"],
        ["userAgent", "claimed"],
      ],
    );
  });

  it("is the console in a browser without any contradiction", () => {
    const tool = readTool(recordWith({ userAgent: BROWSER, sessionCredentialFromConsole: true }));

    assert.deepEqual([tool.kind, tool.contradicted], ["console", undefined]);
  });

  it("is another client where the console's credentials were used from elsewhere", () => {
    const tool = readTool(
      recordWith({
        userAgent: TERRAFORM,
        sessionCredentialFromConsole: true,
        tlsDetails: { tlsVersion: "TLSv1.3" },
      }),
    );

    assert.deepEqual([tool.name, tool.contradicted], ["Terraform", undefined]);
    assert.deepEqual(
      [tool.evidence[0]?.field, tool.evidence[0]?.grade],
      ["sessionCredentialFromConsole", "proven"],
    );
  });

  it("is the aws-cli in CloudShell, which is the console's own terminal", () => {
    for (const tlsDetails of [undefined, { tlsVersion: "TLSv1.3" }]) {
      const tool = readTool(
        recordWith({
          userAgent: CLOUDSHELL,
          sessionCredentialFromConsole: true,
          ...(tlsDetails && { tlsDetails }),
        }),
      );

      assert.deepEqual(
        [tool.name, tool.command, tool.contradicted],
        ["aws-cli in AWS CloudShell", "ecs update-service", undefined],
      );
    }
  });

  it("is the service that AWS says made the call", () => {
    const dnsName = "cloudformation.amazonaws.com";
    const tool = readTool(
      recordWith({
        userIdentity: { type: "IAMUser", userName: "alice", invokedBy: dnsName },
        sourceIPAddress: dnsName,
        userAgent: dnsName,
      }),
    );

    assert.deepEqual(
      [tool.kind, tool.name, tool.contradicted],
      ["aws-service", "CloudFormation", undefined],
    );
    assert.deepEqual(tool.evidence[0]?.grade, "proven");
  });

  it("does not believe a caller at a public address who calls itself a service", () => {
    const tool = readTool(
      recordWith({
        userIdentity: { type: "IAMUser", userName: "mallory" },
        sourceIPAddress: "203.0.113.7",
        userAgent: "ecs.application-autoscaling.amazonaws.com",
      }),
    );

    assert.deepEqual(
      [tool.kind, tool.name, tool.contradicted],
      ["unknown", "unknown", "Service Auto Scaling"],
    );
  });

  it("believes AWS about a service where the user agent names another tool", () => {
    const tool = readTool(
      recordWith({
        userIdentity: { invokedBy: "cloudformation.amazonaws.com" },
        userAgent: TERRAFORM,
      }),
    );

    assert.deepEqual([tool.name, tool.contradicted], ["CloudFormation", "Terraform 1.9.8"]);
  });

  it("keeps the text of a user agent that nobody knows", () => {
    const tool = readTool(recordWith({ userAgent: "TruffleHog" }));

    assert.deepEqual([tool.kind, tool.name], ["unknown", "TruffleHog"]);
  });

  it("is unknown without a user agent", () => {
    const tool = readTool(recordWith({}));

    assert.deepEqual(tool, { kind: "unknown", name: "unknown", evidence: [] });
  });

  it("does not let a name inside another name pass for a tool", () => {
    for (const userAgent of ["notTerraform/1.9", "xaws-cli/2.1", "aws-clix/2", "(Terraform/1.9)"]) {
      assert.equal(readTool(recordWith({ userAgent })).kind, "unknown", userAgent);
    }
  });
});

describe("the AI agent that drove a tool", () => {
  const cli = (features: string): string =>
    `aws-cli/2.35.24 md/awscrt#0.35.0 ua/2.1 os/macos#25.2.0 md/arch#arm64 lang/python#3.14.6 m/${features} md/command#ecs.update-service`;

  it("is read from the aws-cli's features, compared whole and in any order", () => {
    assert.equal(readTool(recordWith({ userAgent: cli("C,n,AN") })).aiAgent, "Claude Code");
    assert.equal(readTool(recordWith({ userAgent: cli("AP,E") })).aiAgent, "Codex");
    assert.equal(readTool(recordWith({ userAgent: cli("Z,b,E") })).aiAgent, undefined);
    assert.equal(readTool(recordWith({ userAgent: cli("ANX,an,XAN") })).aiAgent, undefined);
  });

  it("is not read from the features of other SDKs, which mean nothing of the kind", () => {
    const userAgent = "aws-sdk-java/2.46.14 ua/2.1 api/ECS#2.46.x lang/java#17.0.19 m/E,N,AN";

    assert.equal(readTool(recordWith({ userAgent })).aiAgent, undefined);
  });

  it("is the client of an MCP server, by name where it gives one", () => {
    const server = "Boto3/1.43.11 md/Botocore#1.43.11 md/awslabs#mcp#ecs-mcp-server#0.1.2 ua/2.1";
    const named = readTool(recordWith({ userAgent: `${server} MCPClient/claude-code#1.0` }));
    const unnamed = readTool(recordWith({ userAgent: server }));

    assert.deepEqual(
      [named.name, named.version, named.aiAgent],
      ["ecs-mcp-server", "0.1.2", "claude-code"],
    );
    assert.equal(unnamed.aiAgent, "an MCP client");
  });

  it("is known for certain where AWS's own MCP server made the call", () => {
    const tool = readTool(
      recordWith({
        userIdentity: { invokedBy: "aws-mcp.amazonaws.com" },
        sourceIPAddress: "aws-mcp.amazonaws.com",
        userAgent: "aws-mcp.amazonaws.com",
      }),
    );

    assert.deepEqual(
      [tool.name, tool.aiAgent, tool.evidence[0]?.grade],
      ["AWS MCP Server", "an MCP client", "proven"],
    );
  });

  it("is Amazon Q where the environment says so", () => {
    const userAgent =
      "aws-cli/2.27.0 md/awscrt#0.25.4 ua/2.1 exec-env/AmazonQ-For-CLI Version/1.9.0 md/command#ecs.list-services";

    assert.equal(readTool(recordWith({ userAgent })).aiAgent, "Amazon Q CLI");
  });
});

function recordWith(more: Partial<CloudTrailRecord>): CloudTrailRecord {
  return {
    eventID: "0b8d7a5e-0000-4000-8000-000000000001",
    eventTime: "2026-11-20T14:02:11Z",
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    userIdentity: {},
    ...more,
  };
}
