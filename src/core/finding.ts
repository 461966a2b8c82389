/** How much a finding matters. */
export type Severity = "info" | "low" | "medium" | "high" | "critical";

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

/** What rules and detectors say of themselves. */
export interface About {
  /** Kebab-case: `scale-to-zero`. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why it deserves a look, as sentences. */
  readonly why: string;
  /** What else looks the same and is harmless. */
  readonly falsePositives: string;
  /** MITRE ATT&CK techniques: `T1489`. */
  readonly attack: readonly string[];
  /** Controls that it helps to watch: `SOC 2 CC8.1`, `PCI DSS 10.2.1.7`, `ISO 27001 A.8.32`. Pointers, no audit opinion. */
  readonly controls: readonly string[];
  /** What to do next. */
  readonly next: string;
  /** One finding for all that an actor did from one place, instead of one for each resource. */
  readonly per?: "actor";
  /** What is said of the address in the sentence of such a finding. */
  readonly clause?: string;
}

/** Something in the changes that deserves a look: every hit of one rule by one actor on one resource. */
export interface Finding {
  /** The rule or detector: `root-use`, `scale-to-zero`. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** One sentence about this hit. Hostile until rendered. */
  readonly message: string;
  /** The records behind it, at most 50. */
  readonly eventIDs: readonly string[];
  /** How many records hit, also those that `eventIDs` leaves out. */
  readonly count?: number;
  readonly account?: string;
  readonly region?: string;
  readonly actor?: string;
  /** What it was about, as a person would name it. */
  readonly resource?: string;
  readonly firstAt?: string;
  readonly lastAt?: string;
  readonly why?: string;
  readonly falsePositives?: string;
  readonly next?: string;
  readonly attack?: readonly string[];
  readonly controls?: readonly string[];
  /** Where it was reviewed and is not to be told again: by whom, why, and until when. */
  readonly suppressed?: {
    readonly owner: string;
    readonly reason: string;
    readonly expires: string;
  };
}
