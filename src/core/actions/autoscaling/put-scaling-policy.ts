import { scalingAction } from "../scaling.ts";

export const putScalingPolicy = scalingAction({
  eventSource: "autoscaling.amazonaws.com",
  eventName: "PutScalingPolicy",
  summary:
    "Sets by what Service Auto Scaling moves a service. As AWS records it under EC2 Auto Scaling.",
  example: { policyName: "cpu" },
});
