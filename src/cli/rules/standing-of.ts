import type { Change } from "../../core/change.ts";
import type { Standing } from "../../core/seen-event.ts";
import { environmentsIn } from "../../fleet/environments.ts";
import { nameOfEntry, type ChangeWindowEntry, type Config } from "../../fleet/config.ts";

type Placed = Pick<Standing, "environment" | "changeWindow">;

const DAYS: readonly string[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Tells where a change stands by the configuration: its environment, and whether it lies in a change window of it. */
export function standingOf(config: Config): (change: Change) => Placed {
  const windows = config.rules?.changeWindows ?? [];
  return (change) => {
    const environment = environmentFor(config, change);
    if (environment === undefined) return {};
    const own = windows.filter(({ environments }) => environments.includes(environment));
    if (own.length === 0) return { environment };
    const isInside = own.some((one) => isIn(one, change.at));
    return { environment, changeWindow: isInside ? "inside" : "outside" };
  };
}

/** The first environment that names the account and, where it names clusters, the cluster. */
function environmentFor(config: Config, { account, resource }: Change): string | undefined {
  const entry = config.accounts.find(({ id, role }) => (id ?? role?.split(":")[4]) === account);
  const name = (entry && nameOfEntry(entry)) ?? account;
  const cluster = resource.kind === "cluster" ? resource.name : resource.cluster;
  const named = environmentsIn(config).find((key) => {
    const { accounts, clusters } = config.environments.get(key) ?? { accounts: [] };
    return (
      (accounts.includes(account) || accounts.includes(name)) &&
      (clusters === undefined || (cluster !== undefined && clusters.includes(cluster)))
    );
  });
  return named ?? entry?.environment;
}

/** A window whose end comes before its start goes over midnight, and its day is the one it begins on. */
function isIn({ days, from, to }: ChangeWindowEntry, at: string): boolean {
  const time = at.slice(11, 16);
  const today = new Date(at).getUTCDay();
  const isDay = (day: number): boolean =>
    days === undefined || days.includes(DAYS[(day + 7) % 7] ?? "");
  if (from <= to) return isDay(today) && time >= from && time < to;
  return (isDay(today) && time >= from) || (isDay(today - 1) && time < to);
}
