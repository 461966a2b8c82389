import { scalingAction } from "../scaling.ts";

export const deleteScheduledAction = scalingAction({
  eventSource: "application-autoscaling.amazonaws.com",
  eventName: "DeleteScheduledAction",
  summary: "Deletes a scheduled action.",
  example: { scheduledActionName: "night" },
});
