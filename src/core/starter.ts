import type { Actor } from "./actor.ts";
import type { Change } from "./change.ts";
import type { Archive, Handled } from "./handle.ts";
import type { CloudTrailRecord, JsonObject } from "./record.ts";

/**
 * An AWS service that acts on ECS for somebody, and how to find who set it to work or configured it; one per file in
 * starters/. Its events are kept in the ledger and found again by their handles.
 */
export interface Starter extends Handled {
  /** Kebab-case, equal to the file's name: `cloudformation`, `service-auto-scaling`. */
  readonly id: string;
  /** One sentence for docs/attribution.md: what is joined by what. */
  readonly summary: string;
  /** What can fool it, for docs/attribution.md. */
  readonly fooledBy: string;
  /** Whether this service made the call. Never throws. */
  readonly acted: (record: CloudTrailRecord, actor: Actor) => boolean;
  /** Who set it to work. Never throws, never guesses: several candidates are said to be several. */
  readonly find: (acted: Acted) => Started;
  readonly examples: readonly StarterExample[];
}

/** A call that a service made. */
export interface Acted {
  readonly change: Change;
  readonly record: CloudTrailRecord;
  /** The service, as the record alone tells. */
  readonly actor: Actor;
  readonly archive: Archive;
  /** Who stood behind another record, through all its role sessions. */
  readonly identify: (record: CloudTrailRecord) => Actor;
}

/** What was found. */
export interface Started {
  /** The actor, with what was learnt of it (the pipeline's name) and, where nobody was found, the gap that says what is missing. */
  readonly actor: Actor;
  /** Who configured or started it. */
  readonly behind?: Actor;
}

/** Run as a test: raw records, oldest first, of which the last is the service's call. */
export interface StarterExample {
  readonly title: string;
  readonly records: readonly JsonObject[];
  readonly actor: { readonly kind: Actor["kind"]; readonly name: string };
  readonly behind?: { readonly kind: Actor["kind"]; readonly name: string };
}

/** Returns its argument. */
export function defineStarter(starter: Starter): Starter {
  return starter;
}
