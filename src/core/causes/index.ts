import type { CauseRule } from "../verdict.ts";
import { condition } from "./condition.ts";
import { deployment } from "./deployment.ts";
import { instanceTakenAway } from "./instance-taken-away.ts";
import { placeTaken } from "./place-taken.ts";
import { rolledBack } from "./rolled-back.ts";
import { serviceDeploymentStopped } from "./service-deployment-stopped.ts";
import { shortlyBefore } from "./shortly-before.ts";
import { stopReason } from "./stop-reason.ts";
import { taskStartedByCall } from "./task-started-by-call.ts";
import { taskStoppedByCall } from "./task-stopped-by-call.ts";
import { tasksOfMessage } from "./tasks-of-message.ts";

/** Surest first: the first rule that finds a cause tells it. */
export const causeRules: readonly CauseRule[] = [
  taskStoppedByCall,
  taskStartedByCall,
  serviceDeploymentStopped,
  instanceTakenAway,
  tasksOfMessage,
  rolledBack,
  condition,
  deployment,
  placeTaken,
  stopReason,
  shortlyBefore,
];
