import { defineTool } from "../tool.ts";

export const codepipeline = defineTool({
  id: "codepipeline",
  kind: "aws-service",
  name: "CodePipeline",
  recognise: ({ text }) => (text === "codepipeline.amazonaws.com" ? {} : undefined),
  examples: [{ userAgent: "codepipeline.amazonaws.com", name: "CodePipeline" }],
});
