import type { EffectForm } from "../effect.ts";
import { containerInstanceStateChange } from "./container-instance-state-change.ts";
import { containerInstance } from "./container-instance.ts";
import { deploymentStateChange } from "./deployment-state-change.ts";
import { deployment } from "./deployment.ts";
import { ecsEvent } from "./ecs-event.ts";
import { scalingActivity } from "./scaling-activity.ts";
import { serviceAction } from "./service-action.ts";
import { serviceDeployment } from "./service-deployment.ts";
import { serviceEvent } from "./service-event.ts";
import { serviceRevision } from "./service-revision.ts";
import { taskSet } from "./task-set.ts";
import { taskStateChange } from "./task-state-change.ts";
import { task } from "./task.ts";

/** Every shape in which effects come; the first that recognises a thing reads it. */
export const effectForms: readonly EffectForm[] = [
  taskStateChange,
  deploymentStateChange,
  serviceAction,
  containerInstanceStateChange,
  ecsEvent,
  task,
  serviceDeployment,
  serviceRevision,
  taskSet,
  deployment,
  containerInstance,
  scalingActivity,
  serviceEvent,
];
