import { SEVERITIES } from "../../core/finding.ts";
import { compilePattern } from "../../core/pattern.ts";
import { isObject, type Json, type JsonObject } from "../../core/record.ts";
import type { Rule } from "../../core/rule.ts";
import { RuleProblem } from "./read-rule.ts";
import { readCondition, type Condition } from "./sigma-condition.ts";
import { negated, readSearch, type Conjunction, type FieldTest } from "./sigma-search.ts";

/** Whether a document is a Sigma rule and none of ours. */
export function isSigma(value: Json): value is JsonObject {
  return isObject(value) && isObject(value["logsource"]) && isObject(value["detection"]);
}

/** More combinations than this are nobody's rule. */
const MOST_ALTERNATIVES = 200;

/**
 * Reads a Sigma rule about CloudTrail as a rule of ours, where its fields allow.
 *
 * @throws RuleProblem that says what cannot be said as an event pattern.
 * @see https://sigmahq.io/sigma-specification/
 */
export function readSigma(sigma: JsonObject): {
  readonly rule: Rule;
  readonly notes: readonly string[];
} {
  const { logsource, detection, title } = sigma;
  if (!isObject(logsource) || logsource["service"] !== "cloudtrail") {
    throw new RuleProblem(["logsource"], "only rules of the service cloudtrail can be run");
  }
  const { condition, timeframe, ...searches } = isObject(detection) ? detection : {};
  if (timeframe !== undefined)
    throw new RuleProblem(["detection", "timeframe"], "is not supported");
  if (typeof condition !== "string") {
    throw new RuleProblem(["detection", "condition"], "one condition as a text must stand here");
  }
  const pattern = patternOf(condition, searches);
  const tags = textsOf(sigma["tags"]);
  const name = typeof title === "string" ? title.slice(0, 120) : "A Sigma rule";
  const rule: Rule = {
    id: idOf(sigma, name),
    title: name,
    severity: severityOf(sigma["level"]),
    why: typeof sigma["description"] === "string" ? sigma["description"].slice(0, 2000) : "",
    falsePositives: textsOf(sigma["falsepositives"]).join("; "),
    next: "",
    attack: tags.flatMap(
      (tag) => /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1]?.toUpperCase() ?? [],
    ),
    controls: [],
    pattern: { detail: pattern },
    examples: { fires: [], silent: [] },
  };
  compilePattern(rule.pattern);
  const hasWildcard = JSON.stringify(pattern).includes('"wildcard"');
  return {
    rule,
    notes: hasWildcard ? ["texts in the middle of a value match only with their own capitals"] : [],
  };
}

function patternOf(condition: string, searches: JsonObject): JsonObject {
  try {
    const read = readCondition(condition, Object.keys(searches));
    const alternatives = alternativesOf(read, searches, false);
    const arms = alternatives.map(objectOf);
    const [only] = arms;
    if (only === undefined) throw new Error("nothing is searched for");
    return arms.length === 1 ? only : { $or: arms };
  } catch (error) {
    if (error instanceof RuleProblem || !(error instanceof Error)) throw error;
    throw new RuleProblem(["detection"], error.message);
  }
}

/** The condition as any of several conjunctions. */
function alternativesOf(
  condition: Condition,
  searches: JsonObject,
  isNegated: boolean,
): readonly Conjunction[] {
  if (condition.kind === "not") return alternativesOf(condition.of, searches, !isNegated);
  if (condition.kind === "name") {
    const found = readSearch(searches[condition.name] ?? null);
    if (!isNegated) return found;
    return allOf(found.map((tests) => tests.map((test) => [negated(test)])));
  }
  const parts = condition.of.map((one) => alternativesOf(one, searches, isNegated));
  const isAll = (condition.kind === "and") !== isNegated;
  return isAll ? allOf(parts) : parts.flat();
}

/** One of each, together. */
function allOf(parts: readonly (readonly Conjunction[])[]): readonly Conjunction[] {
  return parts.reduce<readonly Conjunction[]>(
    (before, part) => {
      const product = before.flatMap((one) => part.map((other) => [...one, ...other]));
      if (product.length > MOST_ALTERNATIVES) throw new Error("it has too many alternatives");
      return product;
    },
    [[]],
  );
}

function objectOf(tests: readonly FieldTest[]): JsonObject {
  const fields = new Map<string, readonly Json[]>();
  for (const { field, values } of tests) {
    if (fields.has(field)) throw new Error(`${field} is asked about twice`);
    fields.set(field, values);
  }
  return Object.fromEntries(fields);
}

function severityOf(level: Json | undefined): Rule["severity"] {
  return (
    SEVERITIES.find((one) => level === one || (level === "informational" && one === "info")) ??
    "medium"
  );
}

function textsOf(value: Json | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: Json) => (typeof one === "string" ? [one.slice(0, 300)] : []));
}

/** Sigma's ids are UUIDs; its titles are what people know. */
function idOf(sigma: JsonObject, title: string): string {
  const words = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 50);
  const id =
    typeof sigma["id"] === "string"
      ? sigma["id"]
          .replaceAll(/[^0-9a-f]/gi, "")
          .slice(0, 8)
          .toLowerCase()
      : "";
  return ["sigma", words, id].filter((part) => part !== "").join("-");
}
