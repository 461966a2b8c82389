import type { Scenario } from "../scenario.ts";
import { tellEcs } from "../ecs-world/tell-ecs.ts";
import { tellStories } from "../teller.ts";
import { agentInStaging } from "../demo-fleet/agent-in-staging.ts";
import { agentsOnInstances } from "../demo-fleet/agents-on-instances.ts";
import { autoscaling } from "../demo-fleet/autoscaling.ts";
import { badDeployment } from "../demo-fleet/bad-deployment.ts";
import { happenings, instances } from "../demo-fleet/ecs-side.ts";
import { cdkDeploy } from "../demo-fleet/cdk-deploy.ts";
import { callFromAStranger } from "../demo-fleet/call-from-a-stranger.ts";
import { accounts, labels, regions, services } from "../demo-fleet/fleet.ts";
import { forcedRestart } from "../demo-fleet/forced-restart.ts";
import { infrastructure } from "../demo-fleet/infrastructure.ts";
import { loweredMinimum } from "../demo-fleet/lowered-minimum.ts";
import { monitoring } from "../demo-fleet/monitoring.ts";
import { namesakes } from "../demo-fleet/namesakes.ts";
import { peopleLookingAround } from "../demo-fleet/people-looking-around.ts";
import { directory } from "../demo-fleet/people.ts";
import { roleChain } from "../demo-fleet/role-chain.ts";
import { rootUsed } from "../demo-fleet/root-used.ts";
import { routineDeployments } from "../demo-fleet/routine-deployments.ts";
import { scaledToZero } from "../demo-fleet/scaled-to-zero.ts";
import { schedules } from "../demo-fleet/schedules.ts";
import { serviceDeleted } from "../demo-fleet/service-deleted.ts";
import { shellInToolbox } from "../demo-fleet/shell-in-toolbox.ts";
import { taskStoppedByHand } from "../demo-fleet/task-stopped-by-hand.ts";
import { twoAccounts } from "../demo-fleet/two-accounts.ts";

export const title = "Two accounts, three regions, and a Friday afternoon with the wrong profile";

const WRITTEN_FOR = "2026-11-20T14:25:00Z";

/** What went wrong, the main story first. */
const incidents = [
  scaledToZero,
  taskStoppedByHand,
  badDeployment,
  serviceDeleted,
  rootUsed,
  callFromAStranger,
  autoscaling,
  agentInStaging,
  forcedRestart,
  twoAccounts,
  cdkDeploy,
  loweredMinimum,
  shellInToolbox,
];

/** What goes on all the time. */
const background = [
  routineDeployments,
  infrastructure,
  roleChain,
  schedules,
  agentsOnInstances,
  monitoring,
  peopleLookingAround,
  namesakes,
];

/**
 * Two accounts, three regions, seventeen services and the two weeks that end on a bad Friday afternoon.
 *
 * @param now when it is told; everything moves with it. Default: 2026-11-20T14:25:00Z, 23 minutes after the outage.
 */
export function demoFleet(now: Date = new Date(WRITTEN_FOR)): Scenario {
  const shiftMs = now.getTime() - Date.parse(WRITTEN_FOR);
  const told = tellStories("demo-fleet", services, [...incidents, ...background], shiftMs);
  return {
    name: "demo-fleet",
    title,
    now: now.toISOString(),
    accounts,
    regions,
    labels,
    directory,
    ...told,
    ecs: tellEcs({ services, instances, happenings, records: told.records, shiftMs }),
  };
}
