import type { Config } from "./config.ts";

/** The environments of the configuration, in the order they stand there. */
export function environmentsIn(config: Config): readonly string[] {
  const { environments, accounts, organization } = config;
  const entries = [...accounts, ...(organization ? [organization] : [])];
  const own = entries.flatMap(({ environment = [] }) => environment);
  return [...new Set([...environments.keys(), ...own])];
}

/**
 * The environment that an account belongs to: the wanted one if it does, else its own, else the first that names it.
 *
 * @param wanted where given, nothing else is an answer.
 */
export function environmentOf(
  { environments }: Config,
  account: { readonly id?: string; readonly name?: string; readonly environment?: string },
  wanted: string | undefined,
): string | undefined {
  const { id = "", name = "", environment } = account;
  const naming = [...environments]
    .filter(([, { accounts }]) => accounts.includes(id) || accounts.includes(name))
    .map(([key]) => key);
  const all = environment === undefined ? naming : [environment, ...naming];
  return wanted === undefined ? all[0] : all.find((one) => one === wanted);
}
