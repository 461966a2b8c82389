import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError } from "../../core/errors.ts";
import type { Rule } from "../../core/rule.ts";
import { readRuleFile } from "./read-rule-file.ts";

/** A rule of the user's own, and where it was read. */
export interface LoadedRule {
  readonly rule: Rule;
  readonly file: string;
  /** What of a Sigma rule is matched in another way than Sigma would. */
  readonly notes: readonly string[];
}

/** A rule is a page of text; what is larger is none. */
const LARGEST_FILE = 1_000_000;
const MOST_FILES = 2000;

/**
 * Reads a file of rules, or every YAML and JSON file of a folder and those in it.
 *
 * @throws OperatorError `not-found`, or `bad-input` that names file, line and field.
 */
export async function loadRules(place: string): Promise<readonly LoadedRule[]> {
  const files = await filesOf(place);
  const loaded: LoadedRule[] = [];
  for (const file of files) loaded.push(...(await readRuleFile(await textOf(file), file)));
  const seen = new Map<string, string>();
  for (const { rule, file } of loaded) {
    const first = seen.get(rule.id);
    if (first !== undefined) {
      throw new OperatorError("bad-input", `${file}: id: ${rule.id} is in ${first} too.`, {
        hint: "Give each rule an id of its own.",
      });
    }
    seen.set(rule.id, file);
  }
  return loaded;
}

async function filesOf(place: string): Promise<readonly string[]> {
  const found = await stat(place).catch((cause: unknown) => {
    throw new OperatorError("not-found", `The rules ${place} cannot be read.`, {
      hint: "Name a YAML or JSON file, or a folder of them; tasktrail rules new writes one.",
      cause,
    });
  });
  if (!found.isDirectory()) return [place];
  const names = await readdir(place, { recursive: true });
  const files = names.filter((name) => /\.(?:ya?ml|json)$/i.test(name)).toSorted();
  if (files.length > MOST_FILES) {
    throw new OperatorError("bad-input", `${place} holds more than ${String(MOST_FILES)} files.`, {
      hint: "Name the folder of the rules alone.",
    });
  }
  return files.map((name) => join(place, name));
}

async function textOf(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > LARGEST_FILE) {
    throw new OperatorError("bad-input", `${file} is too large for a rule.`, {
      hint: "A rule is a page of YAML; this file has more than a megabyte.",
    });
  }
  return readFile(file, "utf8");
}
