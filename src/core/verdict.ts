import type { Actor } from "./actor.ts";
import type { Change } from "./change.ts";
import type { Condition, Effect } from "./effect.ts";
import type { Evidence, Gap, Grade } from "./evidence.ts";
import type { Archive } from "./handle.ts";
import type { CloudTrailRecord } from "./record.ts";

/** Why an effect happened: the call that led to it, or that there was none. */
export interface Verdict {
  readonly subject: Effect;
  /** The call that led to it, or the condition that did; absent where neither could be told. */
  readonly cause: Cause | undefined;
  /** Who acted: the actor of the call, ECS where nobody called an API. */
  readonly actor: Actor;
  /** Only an exact join of ids is `proven`. */
  readonly confidence: Grade;
  /** The cause rule's id in causes/. */
  readonly rule: string;
  readonly evidence: readonly Evidence[];
  readonly gaps: readonly Gap[];
  /** What led to it, oldest first, the cause included where it is an effect or a change that was seen. */
  readonly chain: readonly (Effect | Change)[];
  /** The latest change of that service before it, where it is not the cause: context, never blame. */
  readonly context?: Change;
  /** What changed just before of the things that the service uses: possible reasons of a condition, never blame. */
  readonly suspects?: readonly Suspect[];
}

/** A change that may be the reason of a condition. */
export interface Suspect {
  readonly change: Change;
  /** How the service uses what was changed, as a clause: `the execution role of stock:8`. */
  readonly why: string;
  /** Never better than `inferred`: nothing but time and use join them. */
  readonly grade: Grade;
}

export type Cause =
  | { readonly kind: "change"; readonly change: Change }
  | { readonly kind: "condition"; readonly condition: Condition; readonly says: string };

/** How one kind of effect is joined to its cause; one per file in causes/, surest first. */
export interface CauseRule {
  /** Kebab-case, equal to the file's name. */
  readonly id: string;
  /** One sentence for the reference page: what is joined by what. */
  readonly summary: string;
  /** The verdict's parts, or nothing where this rule has nothing to say. Never throws. */
  readonly find: (subject: Effect, material: Material, judge: Judge) => FoundCause | undefined;
  /** One sentence: what can fool it. */
  readonly fooledBy: string;
}

/** The verdict on another effect, for a rule that builds on it. */
export type Judge = (subject: Effect) => Verdict;

/** What a cause rule concludes. */
export interface FoundCause {
  readonly cause: Cause;
  readonly grade: Grade;
  readonly evidence: readonly Evidence[];
  readonly gaps?: readonly Gap[];
  /** What led to it, oldest first, without the subject. */
  readonly chain?: readonly (Effect | Change)[];
}

/** What the verdict is told from. */
export interface Material {
  /** Changes of the subject's surroundings with actors followed, oldest first. */
  readonly changes: readonly Change[];
  /** Effects of the subject's surroundings, oldest first. */
  readonly effects: readonly Effect[];
  /** Everything else, by handle. */
  readonly archive: Archive;
  /** A record as a change with its actor followed. */
  readonly tell: (record: CloudTrailRecord) => Change;
}

/** Returns its argument. */
export function defineCauseRule(rule: CauseRule): CauseRule {
  return rule;
}
