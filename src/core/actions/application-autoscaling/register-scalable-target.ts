import { scalingAction } from "../scaling.ts";

export const registerScalableTarget = scalingAction({
  eventSource: "application-autoscaling.amazonaws.com",
  eventName: "RegisterScalableTarget",
  summary: "Sets the limits between which Service Auto Scaling may move a service.",
  example: { minCapacity: 1 },
});
