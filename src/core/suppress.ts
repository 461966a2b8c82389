import type { Change } from "./change.ts";
import { fitsWildcard } from "./pattern/wildcard.ts";

/** What somebody looked at and does not want to be told again. Names may hold `*`; an absent part fits any. */
export interface Suppression {
  /** A rule or detector. */
  readonly rule: string;
  readonly actor?: string;
  readonly account?: string;
  readonly cluster?: string;
  readonly service?: string;
  /** Who answers for it. */
  readonly owner: string;
  readonly reason: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly expires: string;
}

/** Whether a suppression is about this change, expired or not. */
export function isAbout(one: Suppression, rule: string, change: Change): boolean {
  const { actor, account, resource } = change;
  const cluster = resource.kind === "cluster" ? resource.name : resource.cluster;
  return (
    one.rule === rule &&
    fits(one.actor, actor.name) &&
    fits(one.account, account) &&
    fits(one.cluster, cluster) &&
    fits(one.service, resource.service)
  );
}

/** Whether it no longer holds on a day. */
export function isExpired({ expires }: Suppression, today: string): boolean {
  return expires < today;
}

function fits(wanted: string | undefined, name: string | undefined): boolean {
  if (wanted === undefined) return true;
  return name !== undefined && fitsWildcard(name.toLowerCase(), wanted.toLowerCase().split("*"));
}
