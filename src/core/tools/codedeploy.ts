import { defineTool } from "../tool.ts";

export const codedeploy = defineTool({
  id: "codedeploy",
  kind: "aws-service",
  name: "CodeDeploy",
  recognise: ({ text }) => (text === "codedeploy.amazonaws.com" ? {} : undefined),
  examples: [{ userAgent: "codedeploy.amazonaws.com", name: "CodeDeploy" }],
});
