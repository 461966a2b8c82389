import type { Severity } from "../ask/answer.ts";
import type { Grade } from "../core/evidence.ts";

/**
 * An answer as an agent reads it: flat, every string harmless, and no longer than was asked for. What was left out is
 * counted, and the cursor leads to it.
 */
export interface Brief {
  readonly schemaVersion: 1;
  readonly question: string;
  /** Said in each answer, since the model that reads it may have seen nothing else of us. */
  readonly dataFromRecords: string;
  readonly sentence: string;
  readonly window: { readonly from: string; readonly to: string };
  readonly findings: readonly BriefFinding[];
  readonly changes: readonly BriefChange[];
  readonly effects: readonly BriefEffect[];
  /** Of the first change, or of the verdict. */
  readonly evidence: readonly BriefEvidence[];
  /** The record field by field, for explain. */
  readonly fields: readonly BriefField[];
  readonly gaps: readonly BriefGap[];
  readonly coverage: readonly BriefCoverage[];
  readonly notes: readonly string[];
  readonly counts: {
    readonly changes: number;
    readonly refused: number;
    readonly reads: number;
    readonly unreadable: number;
  };
  /** What fits the question and not the budget, in rows. */
  readonly left: Left;
  /** Leads to what is left: the same question with the same parameters and this. */
  readonly cursor?: string;
}

/** The lists of which a part may be left for the next page. */
export type Listed = "findings" | "changes" | "effects" | "fields";
export type Left = Readonly<Record<Listed, number>>;

export interface BriefChange {
  /** To ask explain with. */
  readonly id: string;
  readonly at: string;
  /** Account and region. */
  readonly where: string;
  readonly what: string;
  readonly done: string;
  readonly by: string;
  /** How far the name can be trusted; absent where nobody is named. */
  readonly grade?: Grade;
  readonly how: string;
  readonly settings?: string;
  /** So many more of the same, back (in a timeline: on) to `until`. */
  readonly more?: number;
  readonly until?: string;
}

export interface BriefEffect {
  readonly id: string;
  readonly at: string;
  readonly what: string;
  readonly why: string;
  readonly more?: number;
}

export interface BriefFinding {
  readonly severity: Severity;
  readonly id: string;
  readonly message: string;
  readonly eventIDs: readonly string[];
}

export interface BriefEvidence {
  readonly about: string;
  readonly grade: Grade;
  readonly says: string;
  readonly field: string;
  readonly value: string;
}

export interface BriefField {
  readonly field: string;
  readonly value: string;
  readonly says: string;
  readonly grade?: Grade;
}

export interface BriefGap {
  readonly unknown: string;
  /** The record that would tell. */
  readonly missing: string;
}

export interface BriefCoverage {
  readonly places: string;
  readonly source: string;
  readonly state: string;
  readonly from: string;
  readonly to: string;
  readonly note?: string;
}
