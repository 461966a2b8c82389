import { scalingAction } from "../scaling.ts";

export const putScheduledAction = scalingAction({
  eventSource: "application-autoscaling.amazonaws.com",
  eventName: "PutScheduledAction",
  summary: "Sets a time at which Service Auto Scaling changes the limits.",
  example: { scheduledActionName: "night" },
});
