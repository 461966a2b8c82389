import { readFile } from "node:fs/promises";
import { OperatorError } from "../core/errors.ts";
import { checkConfig } from "./check-config.ts";
import { configSchema } from "./config-schema.ts";
import type { Config } from "./config.ts";
import { readBySchema, type Problem } from "./read-by-schema.ts";

/**
 * Reads a configuration file.
 *
 * @throws OperatorError `not-found` where it cannot be read, `bad-input` where it does not fit, naming file, line and column.
 */
export async function readConfig(file: string): Promise<Config> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new OperatorError("not-found", `The configuration ${file} cannot be read.`, {
      hint: "tasktrail init writes one; without any, the profile and region of the AWS settings are used.",
      cause: error,
    });
  }
  return parseConfig(text, file);
}

/**
 * Reads the text of a configuration, YAML or JSON.
 *
 * @param file its name, for errors and for `Config.file`.
 * @throws OperatorError `bad-input`, naming file, line and column of the first thing that does not fit, and the places of others.
 */
export async function parseConfig(text: string, file: string): Promise<Config> {
  // Takes longer to load than the rest of a start.
  const yaml = await import("yaml");
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors.map((error): Problem => {
    const { line, col } = lines.linePos(error.pos[0]);
    const says = error.message.replace(/;.*|\.?\s*$/, "");
    return { line, column: col, says, accepts: "The file must be YAML or JSON." };
  });
  if (broken.length > 0) throw refuse(file, broken);
  if (document.contents === null) return complete({}, file);
  const read = readBySchema(yaml, document, lines, configSchema);
  if (read.problems.length > 0) throw refuse(file, read.problems);
  const config = complete(read.value as Partial<Config>, file);
  const contradictions = checkConfig(config);
  if (contradictions.length > 0) {
    throw refuse(
      file,
      contradictions.map(({ path, says, accepts }) => ({ ...read.at(path), says, accepts })),
    );
  }
  return config;
}

/** The schema has seen to it that each field is what its type says. */
function complete(given: Partial<Config>, file: string): Config {
  const {
    accounts = [],
    environments = new Map(),
    labels = [],
    sinks = [],
    names = new Map(),
  } = given;
  const { regions, organization, rules } = given;
  return {
    file,
    accounts,
    environments,
    labels,
    sinks,
    names,
    ...(regions !== undefined && { regions }),
    ...(organization !== undefined && { organization }),
    ...(rules !== undefined && { rules }),
  };
}

const MOST_OTHERS = 5;

function refuse(file: string, problems: readonly Problem[]): OperatorError {
  const [first, ...others] = problems.toSorted(
    (one, other) => one.line - other.line || one.column - other.column,
  );
  const { line, column, says, accepts } = first ?? { line: 1, column: 1, says: "", accepts: "" };
  const told = others
    .slice(0, MOST_OTHERS)
    .map((one) => `${String(one.line)}:${String(one.column)} ${one.says}`);
  const more = others.length > told.length ? [`${String(others.length - told.length)} more`] : [];
  const also = told.length === 0 ? "" : ` Also: ${[...told, ...more].join("; ")}.`;
  return new OperatorError("bad-input", `${file}:${String(line)}:${String(column)}: ${says}.`, {
    hint: `${accepts}${also}`,
  });
}
