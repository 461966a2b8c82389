import type { Change } from "./change.ts";
import type { About } from "./finding.ts";
import type { RuleExample } from "./rule.ts";
import type { CloudTrailRecord, JsonObject } from "./record.ts";

/** One change as rules and detectors see it. */
export interface Sighting {
  readonly change: Change;
  readonly record: CloudTrailRecord;
  /** What patterns are matched against. */
  readonly event: JsonObject;
  /** It came before what was asked about: to learn from only. */
  readonly isPast: boolean;
}

/** Looks for what one event cannot say: firsts, bursts, sequences. One per file in detectors/. */
export interface Detector extends About {
  readonly parameters: readonly DetectorParameter[];
  /** Begins with an empty memory. */
  readonly start: (parameter: (name: string) => number) => Watching;
  /** The last record fires, or does not; `earlier` is what came before. */
  readonly examples: {
    readonly fires: readonly RuleExample[];
    readonly silent: readonly RuleExample[];
  };
}

export interface DetectorParameter {
  /** camelCase, with its unit: `withinMinutes`. */
  readonly name: string;
  readonly summary: string;
  readonly default: number;
}

/** A detector at work. Sightings come oldest first. */
export interface Watching {
  readonly see: (sighting: Sighting) => Detected | undefined;
  /** What could not be judged, for the answer's notes. */
  readonly notes?: () => readonly string[];
}

export interface Detected {
  /** One sentence. Hostile until rendered. */
  readonly message: string;
  /** The records that led to it, besides the one that was seen. */
  readonly eventIDs?: readonly string[];
  /** It is about the actor, not about one resource: every hit joins one finding. */
  readonly ofActor?: true;
}

/** Returns its argument. */
export function defineDetector(detector: Detector): Detector {
  return detector;
}
