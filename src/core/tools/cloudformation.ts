import { defineTool } from "../tool.ts";

export const cloudformation = defineTool({
  id: "cloudformation",
  kind: "aws-service",
  name: "CloudFormation",
  recognise: ({ text }) => (text === "cloudformation.amazonaws.com" ? {} : undefined),
  examples: [{ userAgent: "cloudformation.amazonaws.com", name: "CloudFormation" }],
});
