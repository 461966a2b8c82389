import { scalingAction } from "../scaling.ts";

export const deleteScalingPolicy = scalingAction({
  eventSource: "autoscaling.amazonaws.com",
  eventName: "DeleteScalingPolicy",
  summary: "Deletes a scaling policy. As AWS records it under EC2 Auto Scaling.",
  example: { policyName: "cpu" },
});
