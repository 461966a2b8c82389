import { scalingAction } from "../scaling.ts";

export const deleteScalingPolicy = scalingAction({
  eventSource: "application-autoscaling.amazonaws.com",
  eventName: "DeleteScalingPolicy",
  summary: "Deletes a scaling policy.",
  example: { policyName: "cpu" },
});
