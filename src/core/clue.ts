import type { Actor } from "./actor.ts";
import type { CloudTrailRecord, JsonObject } from "./record.ts";

/**
 * Reads one kind of identity towards an actor; one per file in clues/. `identify` asks the clues surest first and
 * takes the first that answers.
 */
export interface Clue {
  /** Kebab-case, equal to the file's name. */
  readonly id: string;
  /** One sentence for docs/attribution.md: what it reads and why it can be trusted. */
  readonly summary: string;
  /** What can fool it, for docs/attribution.md. */
  readonly fooledBy: string;
  /** The actor, or nothing where this clue has nothing to say. */
  readonly read: (record: CloudTrailRecord) => Actor | undefined;
  readonly examples: readonly ClueExample[];
}

/** Run as a test: a record with these parts, and the parts of the actor that must come out of `identify`. */
export interface ClueExample {
  readonly title: string;
  readonly record: {
    readonly userIdentity: JsonObject;
    readonly sourceIPAddress?: string;
    readonly userAgent?: string;
    readonly eventName?: string;
    readonly eventSource?: string;
    readonly sessionCredentialFromConsole?: string;
  };
  readonly actor: { readonly kind: Actor["kind"]; readonly name: string; readonly via?: string };
}

/** For inference and for one place to hang this comment: returns its argument. */
export function defineClue(clue: Clue): Clue {
  return clue;
}
