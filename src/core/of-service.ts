import type { Change, Resource } from "./change.ts";
import type { Effect } from "./effect.ts";

/** Whether a change or an effect is about the same service, in the same account, region and cluster, as another effect. */
export function isOfService(one: Change | Effect, other: Effect): boolean {
  if (one.account !== other.account || one.region !== other.region) return false;
  const wanted = serviceOf(other);
  if (wanted === undefined) return false;
  return [one.resource, ...one.related].some(
    ({ service, cluster }) =>
      service === wanted.service && (cluster === undefined || cluster === wanted.cluster),
  );
}

/** The service that an effect belongs to. */
export function serviceOf(effect: Effect): Resource | undefined {
  return [effect.resource, ...effect.related].find(
    ({ service }) => service !== undefined && service !== "",
  );
}
