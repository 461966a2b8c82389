import { scalingAction } from "../scaling.ts";

export const putScheduledAction = scalingAction({
  eventSource: "autoscaling.amazonaws.com",
  eventName: "PutScheduledAction",
  summary:
    "Sets a time at which Service Auto Scaling changes the limits. As AWS records it under EC2 Auto Scaling.",
  example: { scheduledActionName: "night" },
});
