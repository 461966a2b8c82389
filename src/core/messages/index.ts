import type { MessageFamily } from "../effect.ts";
import { agentTimeout } from "./agent-timeout.ts";
import { azRebalancing } from "./az-rebalancing.ts";
import { containerHealth } from "./container-health.ts";
import { deploymentAlarm } from "./deployment-alarm.ts";
import { deploymentBlocked } from "./deployment-blocked.ts";
import { deploymentCompleted } from "./deployment-completed.ts";
import { deploymentFailed } from "./deployment-failed.ts";
import { deploymentInProgress } from "./deployment-in-progress.ts";
import { deploymentRollback } from "./deployment-rollback.ts";
import { deploymentRolledBack } from "./deployment-rolled-back.ts";
import { draining } from "./draining.ts";
import { deploymentStopped } from "./deployment-stopped.ts";
import { drainingStop } from "./draining-stop.ts";
import { essentialContainer } from "./essential-container.ts";
import { forcedDeregistration } from "./forced-deregistration.ts";
import { hostStopped } from "./host-stopped.ts";
import { launchShortfall } from "./launch-shortfall.ts";
import { loadBalancerHealth } from "./load-balancer-health.ts";
import { maintenance } from "./maintenance.ts";
import { noInstances } from "./no-instances.ts";
import { placementFailure } from "./placement-failure.ts";
import { protectedTasks } from "./protected-tasks.ts";
import { rebalancingStop } from "./rebalancing-stop.ts";
import { roleMisconfigured } from "./role-misconfigured.ts";
import { scalingStop } from "./scaling-stop.ts";
import { schedulerThrottled } from "./scheduler-throttled.ts";
import { schedulerError } from "./scheduler-error.ts";
import { serviceScaled } from "./service-scaled.ts";
import { spotInterruption } from "./spot-interruption.ts";
import { startFailure } from "./start-failure.ts";
import { startImpaired } from "./start-impaired.ts";
import { steadyState } from "./steady-state.ts";
import { stoppedByUser } from "./stopped-by-user.ts";
import { targets } from "./targets.ts";
import { tasksStarted } from "./tasks-started.ts";
import { tasksStopped } from "./tasks-stopped.ts";
import { unhealthyTarget } from "./unhealthy-target.ts";

/** Every family of texts that ECS writes; the first that reads a text says what it means. */
export const messageFamilies: readonly MessageFamily[] = [
  steadyState,
  azRebalancing,
  tasksStarted,
  tasksStopped,
  targets,
  draining,
  unhealthyTarget,
  containerHealth,
  loadBalancerHealth,
  deploymentCompleted,
  deploymentInProgress,
  deploymentFailed,
  deploymentAlarm,
  deploymentRollback,
  deploymentRolledBack,
  deploymentStopped,
  deploymentBlocked,
  placementFailure,
  schedulerError,
  launchShortfall,
  noInstances,
  protectedTasks,
  schedulerThrottled,
  startImpaired,
  agentTimeout,
  roleMisconfigured,
  serviceScaled,
  stoppedByUser,
  scalingStop,
  rebalancingStop,
  maintenance,
  spotInterruption,
  essentialContainer,
  startFailure,
  hostStopped,
  forcedDeregistration,
  drainingStop,
];
