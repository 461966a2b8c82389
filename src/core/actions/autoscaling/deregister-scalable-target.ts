import { scalingAction } from "../scaling.ts";

export const deregisterScalableTarget = scalingAction({
  eventSource: "autoscaling.amazonaws.com",
  eventName: "DeregisterScalableTarget",
  summary: "Takes a service from Service Auto Scaling. As AWS records it under EC2 Auto Scaling.",
});
