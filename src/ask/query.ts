import { OperatorError } from "../core/errors.ts";
import { answerJson } from "./answer-json.ts";
import type { Answer } from "./answer.ts";
import { neutraliseJson } from "./neutralise.ts";

/**
 * What a JMESPath expression makes of the JSON answer, as JSON text with its last line ended: `changes[0].actor.name`.
 *
 * @throws OperatorError `bad-argument` that shows where the expression cannot be read.
 * @see https://jmespath.org/specification.html
 */
export async function runQuery(expression: string, answer: Answer): Promise<string> {
  const { search } = await import("@aws-lambda-powertools/jmespath");
  // Through JSON and back: what is queried is exactly what the json format prints.
  const document: Parameters<typeof search>[1] = JSON.parse(JSON.stringify(answerJson(answer)));
  try {
    return `${neutraliseJson(JSON.stringify(search(expression, document) ?? null, null, 2))}\n`;
  } catch (cause) {
    throw unreadableQuery(expression, cause);
  }
}

function unreadableQuery(expression: string, cause: unknown): OperatorError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const position = positionOf(cause);
  const where =
    position === undefined
      ? ""
      : `; at character ${String(position + 1)}: ${around(expression, position)}`;
  return new OperatorError("bad-argument", `--query: ${firstClause(reason)}${where}`, {
    hint: "Write JMESPath as for the aws-cli: --query 'changes[].[at, eventName, actor.name]'",
    cause,
  });
}

/** The library's errors carry where they happened, each kind under its own name. */
function positionOf(cause: unknown): number | undefined {
  if (typeof cause !== "object" || cause === null) return undefined;
  const { lexPosition, lexerPosition } = cause as {
    lexPosition?: unknown;
    lexerPosition?: unknown;
  };
  const position = lexPosition ?? lexerPosition;
  return typeof position === "number" ? position : undefined;
}

function around(expression: string, position: number): string {
  const start = Math.max(0, position - 30);
  return `${expression.slice(start, position)} ▸${expression.slice(position, position + 30)}`;
}

function firstClause(reason: string): string {
  const [clause = reason] = reason.split(/ (?:in|for) expression:?/i);
  return clause.replace(/ at column \d+/, "");
}
