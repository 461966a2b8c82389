import { defineTool } from "../tool.ts";

export const eventbridgeScheduler = defineTool({
  id: "eventbridge-scheduler",
  kind: "aws-service",
  name: "EventBridge Scheduler",
  recognise: ({ text }) => (text === "scheduler.amazonaws.com" ? {} : undefined),
  examples: [{ userAgent: "scheduler.amazonaws.com", name: "EventBridge Scheduler" }],
});
