import type { Resource } from "./change.ts";
import type { Reading } from "./effect.ts";
import { readFailure } from "./effect-failures.ts";

type Said = Pick<Reading, "says" | "caller" | "condition">;

const placed: Said = {
  says: "the scheduler could not place a task",
  caller: "none",
  condition: "no-capacity",
};
const rebalanced = (says: string): Said => ({ says, caller: "none", condition: "az-rebalancing" });
const throttled = (says: string): Said => ({ says, caller: "none", condition: "throttled" });

/**
 * What the scheduler tells EventBridge by name alone.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
 */
const ACTIONS: ReadonlyMap<string, Said> = new Map<string, Said>([
  ["SERVICE_STEADY_STATE", { says: "the service reached a steady state", caller: "unknown" }],
  ["TASKSET_STEADY_STATE", { says: "the task set reached a steady state", caller: "unknown" }],
  [
    "CAPACITY_PROVIDER_STEADY_STATE",
    { says: "a capacity provider of the service reached a steady state", caller: "unknown" },
  ],
  // Not sent where a user sets the count: what remains is Service Auto Scaling or a deployment controller.
  [
    "SERVICE_DESIRED_COUNT_UPDATED",
    { says: "the scheduler updated the desired count", caller: "unknown" },
  ],
  ["TASKS_STARTED", { says: "the scheduler started tasks", caller: "unknown" }],
  ["TASKS_STOPPED", { says: "the scheduler stopped tasks", caller: "unknown" }],
  ["SERVICE_DEPLOYMENT_IN_PROGRESS", { says: "the deployment is under way", caller: "indirect" }],
  ["SERVICE_DEPLOYMENT_COMPLETED", { says: "the deployment is complete", caller: "indirect" }],
  [
    "SERVICE_REBALANCING_STARTED",
    rebalanced("the tasks are not balanced across Availability Zones"),
  ],
  ["SERVICE_REBALANCING_COMPLETED", rebalanced("the tasks are balanced across Availability Zones")],
  ["SERVICE_REBALANCING_STOPPED", rebalanced("Availability Zone rebalancing stopped")],
  [
    "TASKSET_SCALE_IN_FAILURE_BY_TASK_PROTECTION",
    { says: "the service could not scale in because tasks are protected", caller: "indirect" },
  ],
  [
    "SERVICE_TASK_START_IMPAIRED",
    {
      says: "the service's tasks keep failing, and the scheduler tries again ever more slowly",
      caller: "none",
      condition: "scheduler-retry",
    },
  ],
  [
    "SERVICE_DISCOVERY_INSTANCE_UNHEALTHY",
    { says: "a task in service discovery is unhealthy", caller: "none", condition: "health-check" },
  ],
  [
    "VPC_LATTICE_TARGET_UNHEALTHY",
    { says: "a target of VPC Lattice is unhealthy", caller: "none", condition: "health-check" },
  ],
  [
    "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED",
    { says: "a task no longer meets the service's placement constraints", caller: "unknown" },
  ],
  ["ECS_OPERATION_THROTTLED", throttled("the scheduler is being throttled on ECS")],
  [
    "SERVICE_DISCOVERY_OPERATION_THROTTLED",
    throttled("the scheduler is being throttled on Cloud Map"),
  ],
  ["SERVICE_TASK_PLACEMENT_FAILURE", placed],
  [
    "SERVICE_TASK_CONFIGURATION_FAILURE",
    {
      says: "the scheduler could not place a task because of its configuration",
      caller: "none",
      condition: "failed-to-start",
    },
  ],
]);

/** What the scheduler says by the event's name and reason; nothing for a name that nobody knows. */
export function readServiceAction(
  eventName: string,
  reason: string,
  tasks: readonly Resource[],
): Reading | undefined {
  const said = ACTIONS.get(eventName);
  if (said === undefined) return undefined;
  const failure = said === placed ? readFailure(reason) : undefined;
  return {
    family: "service-action",
    ...said,
    ...(failure && { condition: failure.condition }),
    tasks: tasks.map(({ name }) => name).filter((name) => name !== ""),
    ...(reason !== "" && { reason }),
  };
}
