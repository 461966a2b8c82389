import { defineTool } from "../tool.ts";

export const serviceAutoScaling = defineTool({
  id: "service-auto-scaling",
  kind: "aws-service",
  name: "Service Auto Scaling",
  recognise: ({ text }) => (text === "ecs.application-autoscaling.amazonaws.com" ? {} : undefined),
  examples: [
    { userAgent: "ecs.application-autoscaling.amazonaws.com", name: "Service Auto Scaling" },
  ],
});
