import { defineTool } from "../tool.ts";

export const stepFunctions = defineTool({
  id: "step-functions",
  kind: "aws-service",
  name: "Step Functions",
  recognise: ({ text }) => (text === "states.amazonaws.com" ? {} : undefined),
  examples: [{ userAgent: "states.amazonaws.com", name: "Step Functions" }],
});
