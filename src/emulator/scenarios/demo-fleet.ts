import type { Scenario } from "../scenario.ts";
import { tellStories } from "../teller.ts";
import { badDeployment } from "../demo-fleet/bad-deployment.ts";
import { accounts, labels, regions, services } from "../demo-fleet/fleet.ts";
import { routineDeployments } from "../demo-fleet/routine-deployments.ts";
import { scaledToZero } from "../demo-fleet/scaled-to-zero.ts";
import { serviceDeleted } from "../demo-fleet/service-deleted.ts";
import { taskStoppedByHand } from "../demo-fleet/task-stopped-by-hand.ts";

export const title = "Two accounts, three regions, and a Friday afternoon with the wrong profile";

const WRITTEN_FOR = "2026-11-20T14:25:00Z";

const stories = [
  routineDeployments,
  scaledToZero,
  taskStoppedByHand,
  badDeployment,
  serviceDeleted,
];

/**
 * Two accounts, three regions, sixteen services and the two weeks that end on a bad Friday afternoon.
 *
 * @param now when it is told; everything moves with it. Default: 2026-11-20T14:25:00Z, 23 minutes after the outage.
 */
export function demoFleet(now: Date = new Date(WRITTEN_FOR)): Scenario {
  const shift = now.getTime() - Date.parse(WRITTEN_FOR);
  return {
    name: "demo-fleet",
    title,
    now: now.toISOString(),
    accounts,
    regions,
    labels,
    ...tellStories("demo-fleet", services, stories, shift),
  };
}
