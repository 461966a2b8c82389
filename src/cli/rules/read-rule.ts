import { SEVERITIES } from "../../core/finding.ts";
import { compilePattern } from "../../core/pattern.ts";
import type { PatternPath } from "../../core/pattern/pattern-error.ts";
import { isObject, type Json, type JsonObject } from "../../core/record.ts";
import { CALLER_NAMES } from "../../core/rule-example.ts";
import type { ExampleSurroundings, Rule, RuleExample } from "../../core/rule.ts";

/** Something wrong in a rule, and where. */
export class RuleProblem extends Error {
  override readonly name = "RuleProblem";
  readonly path: PatternPath;
  readonly reason: string;

  constructor(path: PatternPath, reason: string) {
    super(reason);
    this.path = path;
    this.reason = reason;
  }
}

const FIELDS: readonly string[] =
  "id title severity per clause why falsePositives attack controls next pattern examples".split(
    " ",
  );

/**
 * Reads a rule as a file spells it: the same fields as in the pack; only id, title, severity and pattern must be there.
 *
 * @throws RuleProblem or PatternError with the place and the reason.
 */
export function readRule(value: Json): Rule {
  if (!isObject(value)) throw new RuleProblem([], "a rule is a mapping of fields");
  checkFields(value, FIELDS, []);
  const severity = SEVERITIES.find((one) => one === value["severity"]);
  if (severity === undefined) {
    throw new RuleProblem(["severity"], `write one of ${SEVERITIES.join(", ")}`);
  }
  const { per } = value;
  if (per !== undefined && per !== "actor") throw new RuleProblem(["per"], "only actor is known");
  const pattern = value["pattern"] ?? null;
  compilePattern(pattern);
  const id = textIn(value, "id", 60);
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
    throw new RuleProblem(["id"], "write it in kebab-case: scale-to-zero");
  }
  return {
    id,
    title: textIn(value, "title", 120),
    severity,
    ...(per !== undefined && { per }),
    ...(value["clause"] !== undefined && { clause: textIn(value, "clause", 200) }),
    why: optional(value, "why"),
    falsePositives: optional(value, "falsePositives"),
    next: optional(value, "next"),
    attack: textsIn(value, "attack"),
    controls: textsIn(value, "controls"),
    pattern: pattern as JsonObject,
    examples: readExamples(value["examples"]),
  };
}

function checkFields(object: JsonObject, known: readonly string[], path: PatternPath): void {
  for (const key of Object.keys(object)) {
    if (!known.includes(key)) {
      throw new RuleProblem([...path, key], `is not known; accepted here: ${known.join(", ")}`);
    }
  }
}

/** One line of plain text: what is shown on a terminal and in chats. */
function textIn(object: JsonObject, name: string, longest: number): string {
  const value = object[name];
  if (typeof value !== "string" || value.trim() === "") {
    throw new RuleProblem([name], "a text must stand here");
  }
  if (value.length > longest) {
    throw new RuleProblem([name], `is longer than ${String(longest)} characters`);
  }
  // eslint-disable-next-line no-control-regex
  if (/[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/.test(value)) {
    throw new RuleProblem([name], "holds a control character");
  }
  return value.trim();
}

function optional(object: JsonObject, name: string): string {
  return object[name] === undefined || object[name] === null ? "" : textIn(object, name, 2000);
}

function textsIn(object: JsonObject, name: string): readonly string[] {
  const value = object[name] ?? [];
  if (!Array.isArray(value) || value.length > 50) throw new RuleProblem([name], "write a list");
  return value.map((item: Json, index) => {
    if (typeof item === "string" && item.length <= 100) return item;
    throw new RuleProblem([name, index], "a text must stand here");
  });
}

function readExamples(value: Json | undefined): Rule["examples"] {
  if (value === undefined || value === null) return { fires: [], silent: [] };
  if (!isObject(value)) throw new RuleProblem(["examples"], "write fires and silent");
  checkFields(value, ["fires", "silent"], ["examples"]);
  return { fires: readList(value, "fires"), silent: readList(value, "silent") };
}

function readList(value: JsonObject, name: string): readonly RuleExample[] {
  const list = value[name] ?? [];
  if (!Array.isArray(list)) throw new RuleProblem(["examples", name], "write a list");
  return list.map((item: Json, index) => readExample(item, ["examples", name, index]));
}

function readExample(value: Json, path: PatternPath): RuleExample {
  if (!isObject(value)) throw new RuleProblem(path, "an example has a title and a record");
  checkFields(value, ["title", "record", "by", "earlier", "given"], path);
  const { record, by, earlier = [], given } = value;
  if (!isObject(record))
    throw new RuleProblem([...path, "record"], "parts of a record are missing");
  if (by !== undefined && (typeof by !== "string" || !CALLER_NAMES.includes(by))) {
    throw new RuleProblem([...path, "by"], `write one of ${CALLER_NAMES.join(", ")}`);
  }
  if (!Array.isArray(earlier) || !earlier.every((one: Json) => isObject(one))) {
    throw new RuleProblem([...path, "earlier"], "write a list of records");
  }
  return {
    title: typeof value["title"] === "string" ? value["title"] : `example ${String(path.at(-1))}`,
    record,
    ...(typeof by === "string" && { by }),
    earlier,
    ...(isObject(given) && { given: readGiven(given, [...path, "given"]) }),
  };
}

function readGiven(given: JsonObject, path: PatternPath): ExampleSurroundings {
  checkFields(given, ["environment", "changeWindow", "label"], path);
  const { environment, changeWindow, label } = given;
  return {
    ...(typeof environment === "string" && { environment }),
    ...((changeWindow === "inside" || changeWindow === "outside") && { changeWindow }),
    ...(typeof label === "string" && { label }),
  };
}
