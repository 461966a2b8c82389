import type { Change, Intent } from "../core/change.ts";
import type { Coverage } from "../core/coverage.ts";
import type { Effect } from "../core/effect.ts";
import type { Finding } from "../core/finding.ts";
import type { Unreadable } from "../core/parse-records.ts";
import type { Verdict } from "../core/verdict.ts";

export type { Finding, Severity } from "../core/finding.ts";

/** What every question answers with, and every format and surface renders. */
export interface Answer {
  /** The question's name. */
  readonly question: string;
  /** How a text format lays it out. */
  readonly view: "findings" | "list" | "report" | "timeline" | "record" | "verdict";
  /** The answer itself, as one sentence. Made of record strings, so hostile until rendered. */
  readonly sentence: string;
  /** Newest first, but oldest first in a timeline. */
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  /** What ECS did, oldest first; absent where none was looked for or seen. */
  readonly effects?: readonly Effect[];
  /** Why, for those effects that somebody may ask about, oldest first. */
  readonly verdicts?: readonly Verdict[];
  /** The one that the sentence was told from, where it was. */
  readonly lead?: Verdict;
  /** Fields of one record, for `explain`. */
  readonly explained?: readonly ExplainedField[];
  readonly coverage: readonly Coverage[];
  /** What was left out of `changes` and how to see it: `3 denied calls are hidden; --all shows them`. */
  readonly notes: readonly string[];
  /** Totals over all that fits, also what `limit` left out. */
  readonly counts: Counts;
  /** What could not be read, for the reader to judge. */
  readonly unreadable: readonly Unreadable[];
  /** The window asked about. */
  readonly window: { readonly from: string; readonly to: string };
  /** "Now" of the asker: ISO 8601 in UTC. Ages are told from here. */
  readonly now: string;
}

export interface Counts {
  readonly changes: number;
  readonly shown: number;
  readonly refused: number;
  readonly reads: number;
  readonly unreadable: number;
}

/** One field of a record, what it says and how far that can be trusted. */
export interface ExplainedField {
  readonly field: string;
  readonly value: string;
  readonly says: string;
  readonly grade?: "proven" | "inferred" | "claimed";
}

/** Words a user may type before the target: `who restarted checkout`. */
export type Verb =
  | "restarted"
  | "scaled"
  | "stopped"
  | "deployed"
  | "deleted"
  | "created"
  | "changed";

/** The intents that a verb asks for; `changed` asks for all. */
export type VerbIntents = Readonly<Record<Verb, readonly Intent[] | undefined>>;
