import type { Document, LineCounter } from "yaml";
import { OperatorError } from "../../core/errors.ts";
import { PatternError, pathText, type PatternPath } from "../../core/pattern/pattern-error.ts";
import { isObject, type Json } from "../../core/record.ts";
import type { LoadedRule } from "./load-rules.ts";
import { readRule, RuleProblem } from "./read-rule.ts";
import { isSigma, readSigma } from "./read-sigma.ts";

/** Aliases make a small file large; nobody's rule needs more. */
const MOST_ALIASES = 50;

/**
 * Reads every document of a YAML or JSON file: rules of our own, or Sigma rules.
 *
 * @throws OperatorError `bad-input` that names file, line and field.
 */
export async function readRuleFile(text: string, file: string): Promise<readonly LoadedRule[]> {
  const yaml = await import("yaml");
  const lines = new yaml.LineCounter();
  const documents = yaml.parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  const list = Array.isArray(documents) ? documents : [];
  return list.flatMap((document) => {
    const [broken] = document.errors;
    if (broken) throw refuse(file, lines.linePos(broken.pos[0]).line, "", broken.message);
    const value = valueOf(document, file);
    if (value === null) return [];
    try {
      if (isSigma(value)) return [{ ...readSigma(value), file }];
      return [{ rule: readRule(value), file, notes: [] }];
    } catch (error) {
      if (!(error instanceof RuleProblem) && !(error instanceof PatternError)) throw error;
      const path = error instanceof PatternError ? ["pattern", ...error.path] : error.path;
      throw refuse(file, lineOf(document, lines, path), pathText(path), error.reason);
    }
  });
}

function valueOf(document: Document.Parsed, file: string): Json {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return toJson(value, file);
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    throw refuse(file, 1, "", cause instanceof Error ? cause.message : String(cause));
  }
}

/** What YAML has and JSON has not (dates, sets, numbers that are none) becomes its text. */
function toJson(value: unknown, file: string, depth = 0): Json {
  if (depth > 60) throw refuse(file, 1, "", "it is nested too deep");
  if (Array.isArray(value)) return value.map((item: unknown) => toJson(item, file, depth + 1));
  if (value instanceof Date) return value.toISOString();
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, toJson(inner, file, depth + 1)]),
    );
  }
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  return typeof value === "bigint" ? Number(value) : null;
}

/** The line of the field, or of the nearest one above that is there. */
function lineOf(document: Document.Parsed, lines: LineCounter, path: PatternPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isObject(node) && Array.isArray(node["range"])) {
      return lines.linePos(Number(node["range"][0])).line;
    }
  }
  return lines.linePos(document.contents?.range[0] ?? 0).line;
}

function refuse(file: string, line: number, field: string, reason: string): OperatorError {
  const where = field === "" ? "" : ` ${field}:`;
  const says = reason.replace(/\.?\s*$/, "").slice(0, 300);
  return new OperatorError("bad-input", `${file}:${String(line)}:${where} ${says}.`, {
    hint: "docs/guide/rules.md shows a whole rule; tasktrail rules new writes one to begin with.",
  });
}
