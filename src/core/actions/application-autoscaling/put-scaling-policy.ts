import { scalingAction } from "../scaling.ts";

export const putScalingPolicy = scalingAction({
  eventSource: "application-autoscaling.amazonaws.com",
  eventName: "PutScalingPolicy",
  summary: "Sets by what Service Auto Scaling moves a service.",
  example: { policyName: "cpu" },
});
