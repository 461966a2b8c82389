import { scalingAction } from "../scaling.ts";

export const deregisterScalableTarget = scalingAction({
  eventSource: "application-autoscaling.amazonaws.com",
  eventName: "DeregisterScalableTarget",
  summary: "Takes a service from Service Auto Scaling.",
});
