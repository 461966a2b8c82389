import type { AddressBook } from "../core/origin.ts";
import type { Coverage } from "../core/coverage.ts";
import type { EffectTarget } from "../core/effect-target.ts";
import type { Unreadable } from "../core/parse-records.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Answer } from "./answer.ts";
import type { NameChange } from "./name-actors.ts";
import type { WatchPolicy } from "./watch-policy.ts";

/** Something a person can ask, one per file in questions/. CLI command, HTTP endpoint and MCP tool are made from these. */
export interface Question {
  /** The command's name. */
  readonly name: string;
  /** One sentence: help text, tool description. */
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  /** Command lines (after `tasktrail`) with what each answers, for `--help` and the reference page. */
  readonly examples: readonly { readonly command: string; readonly tells: string }[];
  /**
   * What must be in the ledger before `ask` can answer.
   *
   * @throws OperatorError `bad-argument` that names the parameter.
   */
  readonly needs: (args: Arguments, now: Date) => Need;
  /** Answers from the ledger alone; asks nobody else. */
  readonly ask: (args: Arguments, ledger: Ledger, context: AskContext) => Answer;
}

/** What the surface typed, by parameter name; a list parameter may hold several. */
export type Arguments = Readonly<Record<string, ArgumentValue | undefined>>;
export type ArgumentValue = string | boolean | readonly string[];

/** A CLI flag or positional, a query-string parameter and a JSON Schema property in one. */
export interface Parameter {
  /** camelCase; the CLI shows it in kebab-case. */
  readonly name: string;
  readonly summary: string;
  readonly type: "text" | "integer" | "flag" | "instant" | "list";
  /** Typed without a flag: `who <target>`. */
  readonly positional?: boolean;
  readonly optional?: boolean;
  /** What stands in help: `2h`, `service`. */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  readonly default?: string;
}

/** What a question needs to be seen. */
export interface Need {
  readonly window: { readonly from: string; readonly to: string };
  /** The one record that is asked about, by its whole eventID: where the ledger has it, nothing needs to be read. */
  readonly eventID?: string;
  /** The operations that can matter, most telling first; absent: every ECS operation that changes something. */
  readonly actions?: readonly string[];
  /** Reads and the ECS agent's own calls are wanted too. */
  readonly everything?: boolean;
  /** The one attribute of LookupEvents that finds all of it: `AccessKeyId=ASIA…`, `Username=jane@acme.example`. */
  readonly selector?: string;
  /**
   * The attribute that finds what AWS records only in the partition's home region (sign-in, IAM, STS), to be asked there
   * once for each account: `Username=root`.
   */
  readonly globally?: string;
  /** What ECS did is wanted too, about this. */
  readonly effects?: EffectTarget;
  /** The newest hit settles the question; what is older is only context. */
  readonly newestSettles?: boolean;
}

/** What an answer may know besides the ledger. */
export interface AskContext {
  readonly now: Date;
  readonly book: AddressBook;
  /** What the read of this run could and could not see. */
  readonly coverage: readonly Coverage[];
  readonly unreadable: readonly Unreadable[];
  /** Shows actors by the names that people know; absent: as AWS writes them. */
  readonly names?: NameChange | undefined;
  /** What deserves a look, by the user's configuration; absent: the pack as it is. */
  readonly policy?: WatchPolicy;
}

/** Returns its argument. */
export function defineQuestion(question: Question): Question {
  return question;
}
