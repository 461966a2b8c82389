import { defineTool } from "../tool.ts";

export const eventbridge = defineTool({
  id: "eventbridge",
  kind: "aws-service",
  name: "EventBridge",
  recognise: ({ text }) => (text === "events.amazonaws.com" ? {} : undefined),
  examples: [{ userAgent: "events.amazonaws.com", name: "EventBridge" }],
});
