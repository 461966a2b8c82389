import type { Parameter } from "../ask/question.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Surroundings } from "./surroundings.ts";

/** One command of the CLI, one per file in commands/, besides those that questions become. */
export interface Command {
  readonly name: string;
  /** One sentence: what it does. */
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly examples: readonly { readonly command: string; readonly tells: string }[];
  /** Not shown in help. */
  readonly hidden?: boolean;
  /** The work, imported only when the command runs. */
  readonly load: () => Promise<Run>;
}

export type Run = (invocation: Invocation, surroundings: Surroundings) => Promise<ExitCode>;

/** What was typed after the command's name. */
export interface Invocation {
  readonly flags: Readonly<Record<string, FlagValue | undefined>>;
  readonly words: readonly string[];
  /** No word is a file: somebody else than the operator wrote them. */
  readonly onlyWords?: boolean;
}

export type FlagValue = string | boolean | readonly string[];

/** Returns its argument. */
export function defineCommand(command: Command): Command {
  return command;
}

/** The flag's text, or nothing. */
export function textOf({ flags }: Invocation, name: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" ? value : undefined;
}

/** The flag's texts, in the order typed. */
export function textsOf({ flags }: Invocation, name: string): readonly string[] {
  const value = flags[name];
  if (typeof value === "string") return [value];
  return typeof value === "object" ? value : [];
}

/** Whether the flag was given. */
export function isOn({ flags }: Invocation, name: string): boolean {
  return flags[name] === true;
}
