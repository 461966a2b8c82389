import { dirname, resolve } from "node:path";
import { PACK, type WatchPolicy } from "../../ask/watch-policy.ts";
import type { Adjustment } from "../../core/detect.ts";
import { OperatorError } from "../../core/errors.ts";
import { SEVERITIES } from "../../core/finding.ts";
import { nearest } from "../../core/nearest.ts";
import type { Rule } from "../../core/rule.ts";
import type { Config, RulesEntry } from "../../fleet/config.ts";
import { findConfig } from "../../fleet/find-config.ts";
import { readConfig } from "../../fleet/read-config.ts";
import { isOn, textsOf, type Invocation } from "../command.ts";
import type { Surroundings } from "../surroundings.ts";
import { loadRules } from "./load-rules.ts";
import { standingOf } from "./standing-of.ts";

/**
 * What to look for: the pack, the rules of the configuration's folder and of `--rules`, and the configuration's word about
 * them. The demonstration knows no configuration.
 *
 * @throws OperatorError for a configuration or rule file that cannot be used, naming file, line and field.
 */
export async function openPolicy(
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<WatchPolicy> {
  const { cwd, env } = surroundings;
  const file = isOn(invocation, "demo") ? undefined : await findConfig({ cwd, env });
  const config = file === undefined ? undefined : await readConfig(file);
  const folder = config?.rules?.folder;
  const places = [
    ...(config && folder !== undefined ? [resolve(dirname(config.file), folder)] : []),
    ...textsOf(invocation, "rules").map((place) => resolve(cwd, place)),
  ];
  const own = (await Promise.all(places.map(loadRules))).flat();
  return policyOf(
    own.map(({ rule }) => rule),
    config,
  );
}

/** The pack with rules beside it; one of the same id takes the place of the pack's. */
function policyOf(own: readonly Rule[], config: Config | undefined): WatchPolicy {
  const byID = new Map([...PACK.rules, ...own].map((rule) => [rule.id, rule]));
  const rules = [...byID.values()];
  const policy = { rules, detectors: PACK.detectors };
  if (config === undefined) return { ...policy, suppressions: [] };
  const entry = config.rules ?? {};
  checkNames(entry, config.file, policy);
  return {
    ...policy,
    suppressions: entry.suppressions ?? [],
    adjustments: adjustmentsOf(entry),
    standing: standingOf(config),
  };
}

function adjustmentsOf({
  off = [],
  severities = new Map<string, string>(),
  parameters = new Map<string, ReadonlyMap<string, string>>(),
}: RulesEntry): ReadonlyMap<string, Adjustment> {
  const ids = new Set([...off, ...severities.keys(), ...parameters.keys()]);
  return new Map(
    [...ids].map((id): [string, Adjustment] => {
      const severity = SEVERITIES.find((one) => one === severities.get(id));
      const given = [...(parameters.get(id) ?? [])];
      return [
        id,
        {
          off: off.includes(id),
          ...(severity !== undefined && { severity }),
          parameters: new Map(given.map(([name, value]) => [name, Number(value)])),
        },
      ];
    }),
  );
}

/** A misspelt id would silently switch nothing off. */
function checkNames(
  entry: RulesEntry,
  file: string,
  { rules, detectors }: Pick<WatchPolicy, "rules" | "detectors">,
): void {
  const known = [...rules, ...detectors].map(({ id }) => id);
  const named: readonly (readonly [field: string, id: string])[] = [
    ...(entry.off ?? []).map((id) => ["rules.off", id] as const),
    ...[...(entry.severities?.keys() ?? [])].map((id) => ["rules.severities", id] as const),
    ...(entry.suppressions ?? []).map(({ rule }) => ["rules.suppressions", rule] as const),
  ];
  for (const [field, id] of named) if (!known.includes(id)) throw unknown(file, field, id, known);
  for (const [id, values] of entry.parameters ?? []) {
    const detector = detectors.find((one) => one.id === id);
    const all = detectors.map((one) => one.id);
    if (detector === undefined) throw unknown(file, "rules.parameters", id, all);
    const names = detector.parameters.map(({ name }) => name);
    for (const name of values.keys()) {
      if (!names.includes(name)) throw unknown(file, `rules.parameters.${id}`, name, names);
    }
  }
}

function unknown(
  file: string,
  field: string,
  name: string,
  known: readonly string[],
): OperatorError {
  const near = nearest(name, known)[0];
  return new OperatorError("bad-input", `${file}: ${field}: ${JSON.stringify(name)} is none.`, {
    hint: `${near === undefined ? "" : `Did you mean ${near}? `}tasktrail rules list shows all.`,
  });
}
