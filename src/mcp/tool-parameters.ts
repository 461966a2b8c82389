import type { Arguments, ArgumentValue, Parameter, Question } from "../ask/question.ts";
import { array, text, type Schema } from "../ask/schema-words.ts";

export const DEFAULT_TOKENS = 1500;
const FEWEST_TOKENS = 600;
const MOST_TOKENS = 20_000;

/** Files are the operator's to name, and how much is told is the budget's to decide. */
const NOT_FOR_AGENTS: ReadonlySet<string> = new Set(["limit", "material"]);

/** The parameters of a question that a tool takes. */
function toolParameters({ parameters }: Question): readonly Parameter[] {
  return parameters.filter(({ name }) => !NOT_FOR_AGENTS.has(name));
}

/** JSON Schema of a tool's arguments: the question's own parameters, and how much to tell. */
export function toolInputSchema(question: Question): Schema {
  const parameters = toolParameters(question);
  const properties = parameters.map((one) => [one.name, schemaOf(one)] as const);
  const required = parameters.filter(({ positional, optional }) => positional && !optional);
  return {
    type: "object",
    properties: {
      ...Object.fromEntries(properties),
      maxTokens: {
        type: "integer",
        minimum: FEWEST_TOKENS,
        maximum: MOST_TOKENS,
        default: DEFAULT_TOKENS,
        description: "How many tokens the answer may take, about.",
      },
      cursor: text("From the last answer: tells what was left out of it."),
    },
    required: required.map(({ name }) => name),
    additionalProperties: false,
  };
}

/** Longer ones name nothing in AWS. */
const LONGEST_WORD = 600;

function schemaOf({ type, summary: whole, choices, positional }: Parameter): Schema {
  const summary = forModels(whole);
  const word: Schema = choices
    ? { type: "string", enum: choices }
    : { type: "string", maxLength: LONGEST_WORD };
  if (type === "flag") return { type: "boolean", description: summary };
  if (type === "integer") return { type: "integer", minimum: 0, description: summary };
  if (type === "list" && !positional) return { ...array(word, summary), maxItems: 50 };
  return { ...word, description: summary };
}

/** Without what is said of files, and how names are compared: the server's instructions say that once for all tools. */
function forModels(summary: string): string {
  const [ofWords = summary] = summary.split("; or a file");
  return ofWords
    .replace(/; capitals do not matter; [^)]*(?=\))/, "")
    .replace(/ \(capitals do not matter; [^)]*\)/, "");
}

/** What a tool was called with, as the question takes it. */
export function argumentsOf(
  question: Question,
  input: Readonly<Record<string, unknown>>,
): Arguments {
  const given = toolParameters(question).flatMap(({ name }): [string, ArgumentValue][] => {
    const value = input[name];
    if (value === undefined || value === null) return [];
    if (typeof value === "boolean") return [[name, value]];
    if (Array.isArray(value)) return [[name, value.map(String)]];
    return [[name, typeof value === "string" ? value : JSON.stringify(value)]];
  });
  return Object.fromEntries(given);
}
