import { scalingAction } from "../scaling.ts";

export const registerScalableTarget = scalingAction({
  eventSource: "autoscaling.amazonaws.com",
  eventName: "RegisterScalableTarget",
  summary:
    "Sets the limits between which Service Auto Scaling may move a service. As AWS records it under EC2 Auto Scaling.",
  example: { minCapacity: 1 },
});
