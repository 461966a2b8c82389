import { isServiceName, serviceOf } from "../aws-service.ts";
import { defineTool } from "../tool.ts";

/** Any other service by its DNS name, which is how services name themselves. */
export const awsService = defineTool({
  id: "aws-service",
  kind: "aws-service",
  name: "AWS service",
  recognise: ({ text }) => (isServiceName(text) ? { name: serviceOf(text).name } : undefined),
  examples: [
    { userAgent: "ecs.amazonaws.com", name: "Amazon ECS" },
    { userAgent: "autoscaling.amazonaws.com", name: "EC2 Auto Scaling" },
    { userAgent: "secretsmanager.amazonaws.com", name: "Secrets Manager" },
    { userAgent: "trustedadvisor.amazonaws.com", name: "trustedadvisor.amazonaws.com" },
  ],
});
