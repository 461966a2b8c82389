import { scalingAction } from "../scaling.ts";

export const deleteScheduledAction = scalingAction({
  eventSource: "autoscaling.amazonaws.com",
  eventName: "DeleteScheduledAction",
  summary: "Deletes a scheduled action. As AWS records it under EC2 Auto Scaling.",
  example: { scheduledActionName: "night" },
});
