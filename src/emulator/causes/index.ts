import type { CauseStory } from "../cause-story.ts";
import { alarmRolledBack } from "./alarm-rolled-back.ts";
import { badDeploymentRolledBack } from "./bad-deployment-rolled-back.ts";
import { blueGreenSwitch } from "./blue-green-switch.ts";
import { containerChecks } from "./container-checks.ts";
import { crashed } from "./crashed.ts";
import { deployed } from "./deployed.ts";
import { deploymentStopped } from "./deployment-stopped.ts";
import { fargateMaintenance } from "./fargate-maintenance.ts";
import { hostLost } from "./host-lost.ts";
import { imagePullFailure } from "./image-pull-failure.ts";
import { infrastructureHealth } from "./infrastructure-health.ts";
import { innocentUpdateBeforeCrash } from "./innocent-update-before-crash.ts";
import { instanceDeregistered } from "./instance-deregistered.ts";
import { instanceDrained } from "./instance-drained.ts";
import { instanceTerminated } from "./instance-terminated.ts";
import { loadBalancerChecks } from "./load-balancer-checks.ts";
import { mutableTagPushed } from "./mutable-tag-pushed.ts";
import { namesakesApart } from "./namesakes-apart.ts";
import { noCapacity } from "./no-capacity.ts";
import { outOfMemory } from "./out-of-memory.ts";
import { reasonImitatesEcs } from "./reason-imitates-ecs.ts";
import { replacedAfterStop } from "./replaced-after-stop.ts";
import { resourceInitialisation } from "./resource-initialisation.ts";
import { restarted } from "./restarted.ts";
import { roleChanged } from "./role-changed.ts";
import { rolledBackByHand } from "./rolled-back-by-hand.ts";
import { runByHand } from "./run-by-hand.ts";
import { runByRule } from "./run-by-rule.ts";
import { runBySchedule } from "./run-by-schedule.ts";
import { scaledDown } from "./scaled-down.ts";
import { scaledDownByAutoscaling } from "./scaled-down-by-autoscaling.ts";
import { scaledToZero } from "./scaled-to-zero.ts";
import { schedulerRetries } from "./scheduler-retries.ts";
import { secretChanged } from "./secret-changed.ts";
import { securityGroupChanged } from "./security-group-changed.ts";
import { serviceDeleted } from "./service-deleted.ts";
import { spotInterruption } from "./spot-interruption.ts";
import { stoppedAfterSpot } from "./stopped-after-spot.ts";
import { stoppedByHand } from "./stopped-by-hand.ts";
import { stoppedWithoutReason } from "./stopped-without-reason.ts";
import { targetGroupChanged } from "./target-group-changed.ts";
import { twoScaleDowns } from "./two-scale-downs.ts";
import { zonesRebalanced } from "./zones-rebalanced.ts";

/** Every way in which something happens to a service; one per file of this folder. */
export const causeStories: readonly CauseStory[] = [
  alarmRolledBack,
  badDeploymentRolledBack,
  blueGreenSwitch,
  containerChecks,
  crashed,
  deployed,
  deploymentStopped,
  fargateMaintenance,
  hostLost,
  imagePullFailure,
  infrastructureHealth,
  innocentUpdateBeforeCrash,
  instanceDeregistered,
  instanceDrained,
  instanceTerminated,
  loadBalancerChecks,
  mutableTagPushed,
  namesakesApart,
  noCapacity,
  outOfMemory,
  reasonImitatesEcs,
  replacedAfterStop,
  resourceInitialisation,
  restarted,
  roleChanged,
  rolledBackByHand,
  runByHand,
  runByRule,
  runBySchedule,
  scaledDown,
  scaledDownByAutoscaling,
  scaledToZero,
  schedulerRetries,
  secretChanged,
  securityGroupChanged,
  serviceDeleted,
  spotInterruption,
  stoppedAfterSpot,
  stoppedByHand,
  stoppedWithoutReason,
  targetGroupChanged,
  twoScaleDowns,
  zonesRebalanced,
];
