import type { Effect } from "./effect.ts";
import { beganAt, shifted } from "./joined-calls.ts";
import { isOfService } from "./of-service.ts";
import { newestRollout, type Rollout } from "./rollouts.ts";
import type { Material } from "./verdict.ts";

/** What ECS says of one failure stands within seconds; a look at the API may date it a little later. */
const SAME_STORY_MS = 3 * 60_000;

/** Whether an effect tells that ECS gave a deployment up by itself. */
export function isGivenUp({ reading, kind }: Effect): boolean {
  if (reading?.condition === "circuit-breaker") return true;
  return kind === "service-deployment" && reading?.family === "deployment-rolled-back";
}

/** Whether an effect tells of a rollback, whoever made it. */
export function isRollback(effect: Effect): boolean {
  const { kind, state, reading } = effect;
  return (
    isGivenUp(effect) ||
    reading?.family === "deployment-rollback" ||
    (kind === "service-deployment" && state.startsWith("ROLLBACK"))
  );
}

/** What ECS said of the same giving up, nearest first: the message, the deployment's state, the service deployment's reason. */
export function givenUpNear(subject: Effect, { effects }: Material): readonly Effect[] {
  const at = Date.parse(beganAt(subject));
  const distance = (one: Effect): number => Math.abs(Date.parse(one.at) - at);
  return effects
    .filter(
      (one) =>
        one.id !== subject.id &&
        isGivenUp(one) &&
        distance(one) <= SAME_STORY_MS &&
        isOfService(one, subject),
    )
    .toSorted((one, other) => distance(one) - distance(other));
}

/** The deployment that ECS says failed; a rollback's own words name what it goes back to instead. */
export function failedIn({ kind, state, reading, deployment }: Effect): string | undefined {
  if (reading?.family === "deployment-rollback") return undefined;
  if (kind === "deployment") return state === "FAILED" ? deployment : undefined;
  return kind === "service-event" ? (reading?.deployment ?? deployment) : undefined;
}

/** A service deployment shows when it was created and no deployment id: so does the call that made it. */
const SAME_MOMENT_MS = 5000;

/** The deployment under a service deployment, by the moment at which both began. */
export function rolloutOf(subject: Effect, material: Material): Rollout | undefined {
  if (subject.kind !== "service-deployment") return undefined;
  const begun = material.effects.find(
    ({ kind, state, resource }) =>
      kind === "service-deployment" &&
      state === "PENDING" &&
      resource.name === subject.resource.name,
  );
  if (!begun) return undefined;
  const rollout = newestRollout({ ...begun, at: shifted(begun.at, SAME_MOMENT_MS) }, material);
  if (!rollout) return undefined;
  const apart = Math.abs(Date.parse(rollout.made.change.at) - Date.parse(begun.at));
  return apart <= SAME_MOMENT_MS ? rollout : undefined;
}
