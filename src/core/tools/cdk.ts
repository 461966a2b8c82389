import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

/**
 * The CDK's own command line, which reads, uploads and hotswaps; its deployments show as CloudFormation.
 *
 * @see https://github.com/aws/aws-cdk-cli
 */
export const cdk = defineTool({
  id: "cdk",
  kind: "iac",
  name: "AWS CDK",
  recognise: (agent) => {
    const version = versionOf(agent, "aws-cdk");
    if (version === undefined) return undefined;
    return version === "" ? {} : { version };
  },
  examples: [
    {
      userAgent:
        "aws-sdk-js/3.699.0 ua/2.1 os/linux#6.8.0 lang/js md/nodejs#20.20.2 api/ecs#3.699.0 aws-cdk/2.177.0",
      version: "2.177.0",
    },
  ],
});
