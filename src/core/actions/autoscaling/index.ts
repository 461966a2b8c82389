import type { Action } from "../../action.ts";
import { deleteScalingPolicy } from "./delete-scaling-policy.ts";
import { deleteScheduledAction } from "./delete-scheduled-action.ts";
import { deregisterScalableTarget } from "./deregister-scalable-target.ts";
import { putScalingPolicy } from "./put-scaling-policy.ts";
import { putScheduledAction } from "./put-scheduled-action.ts";
import { registerScalableTarget } from "./register-scalable-target.ts";
import { setDesiredCapacity } from "./set-desired-capacity.ts";
import { startInstanceRefresh } from "./start-instance-refresh.ts";
import { terminateInstanceInAutoScalingGroup } from "./terminate-instance-in-auto-scaling-group.ts";
import { updateAutoScalingGroup } from "./update-auto-scaling-group.ts";

/** What of this service lies around an ECS service and can be behind what happens to it. */
export const autoscalingActions: readonly Action[] = [
  deleteScalingPolicy,
  deleteScheduledAction,
  deregisterScalableTarget,
  putScalingPolicy,
  putScheduledAction,
  registerScalableTarget,
  setDesiredCapacity,
  startInstanceRefresh,
  terminateInstanceInAutoScalingGroup,
  updateAutoScalingGroup,
];
