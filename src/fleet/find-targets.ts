import { OperatorError } from "../core/errors.ts";
import type { Surroundings } from "./access.ts";
import { ACCOUNT_PATTERN } from "./config-schema.ts";
import type { Config } from "./config.ts";
import { environmentOf } from "./environments.ts";
import { nearest } from "../core/nearest.ts";
import type { Obstacle } from "./obstacle.ts";
import type { FleetOptions } from "./surroundings.ts";
import { targetsOf, targetsOfOrganization, type Listed, type Target } from "./targets.ts";

/**
 * All accounts of the configuration and its organisation. One that the configuration names itself is not taken from the
 * organisation too.
 *
 * @param environment the only one that is asked about; absent: all.
 */
export async function findTargets(
  config: Config,
  surroundings: Surroundings,
  environment: string | undefined,
): Promise<Listed> {
  const named = targetsOf(config, surroundings);
  const listed = await targetsOfOrganization(config, surroundings);
  const ids = new Set(named.map(({ id }) => id));
  const targets = [...named, ...listed.targets.filter(({ id }) => !ids.has(id))];
  const strangers = listed.isWhole ? strangersIn(config, targets, environment) : [];
  return { ...listed, targets, missing: new Map([...strangers, ...listed.missing]) };
}

/** With an organisation the accounts of an environment can be looked for only now. */
function strangersIn(
  { environments }: Config,
  targets: readonly Target[],
  environment: string | undefined,
): readonly (readonly [account: string, Obstacle])[] {
  const known = new Set(namesOf(targets));
  return [...environments]
    .filter(([name]) => environment === undefined || name === environment)
    .flatMap(([name, { accounts }]) =>
      accounts
        .filter((account) => !known.has(account))
        .map((account) => {
          const near = new RegExp(ACCOUNT_PATTERN).test(account)
            ? undefined
            : nearest(account, known)[0];
          const meant = near === undefined ? "" : `: did you mean ${near}?`;
          const note = `the environment ${name} names it, and no account is called so${meant}`;
          return [account, { state: "unreachable", note }] as const;
        }),
    );
}

function namesOf(targets: readonly Target[]): readonly string[] {
  return targets.flatMap(({ id = [], name = [] }) => [id, name].flat());
}

const MOST_NAMED = 20;

/**
 * The accounts that were asked for, each with its environment.
 *
 * @throws OperatorError `bad-argument` for an account that is not among them, unless some could not be listed.
 */
export function chooseTargets(
  config: Config,
  { targets, isWhole }: Listed,
  { accounts, environment }: Pick<FleetOptions, "accounts" | "environment">,
): readonly Target[] {
  const names = namesOf(targets);
  const wrong = accounts?.find((account) => !names.includes(account));
  if (wrong !== undefined && isWhole) {
    const near = nearest(wrong, names)[0];
    const some = names.slice(0, MOST_NAMED).join(", ");
    const known = names.length > MOST_NAMED ? `${some} …` : `${some}.`;
    throw new OperatorError("bad-argument", `No account is called ${JSON.stringify(wrong)}.`, {
      hint: near === undefined ? `Known: ${known}` : `Did you mean ${near}?`,
    });
  }
  const isMeant = ({ id = "", name = "" }: Target): boolean =>
    accounts === undefined || accounts.includes(id) || accounts.includes(name);
  return targets.flatMap((target) => {
    const own = environmentOf(config, target, environment);
    if (!isMeant(target) || (environment !== undefined && own === undefined)) return [];
    return own === undefined ? target : { ...target, environment: own };
  });
}
