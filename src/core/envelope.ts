import type { ReadEffect } from "./effect.ts";
import type { Json, JsonObject } from "./record.ts";

/** What an envelope turned out to hold. */
export type Opened =
  | {
      /** Records, further envelopes, or texts that hold such. */
      readonly things: readonly Json[];
      /** What one thing is called where its position is told (`message 2`); absent where there is only one. */
      readonly noun?: string;
    }
  | {
      /** The record itself, put together from a row's columns. */
      readonly record: JsonObject;
    }
  | {
      /** What ECS did or said, where that is all it holds. */
      readonly effects: readonly ReadEffect[];
    }
  | {
      /** Why there is no record in it, as a clause. */
      readonly refused: string;
    };

/** A way in which records come wrapped, recognised by its content; one per file in envelopes/. */
export interface Envelope {
  readonly name: string;
  /** One sentence for the reference page: where a user gets it from. */
  readonly summary: string;
  /** The list in it that holds the things, as a path of keys (`ResultSet.Rows`): read even where the text is cut off. */
  readonly list?: string;
  /** Opens an object that is such an envelope; undefined for any other. Never throws. */
  readonly open: (object: JsonObject) => Opened | undefined;
  readonly examples: readonly [EnvelopeExample, ...(readonly EnvelopeExample[])];
}

/** Run as a test and printed in the reference page. */
export interface EnvelopeExample {
  readonly title: string;
  /** The text as a user holds it. */
  readonly text: string;
  /** The eventIDs of the records in it. */
  readonly records: readonly string[];
  /** The ids of the effects in it. */
  readonly effects?: readonly string[];
  /** The reasons of what cannot be read. */
  readonly unreadable?: readonly string[];
}

/** Returns its argument. */
export function defineEnvelope(envelope: Envelope): Envelope {
  return envelope;
}

/** A small record for examples (built, not recorded). */
export function exampleRecord(eventID: string): JsonObject {
  return {
    eventVersion: "1.11",
    userIdentity: { type: "IAMUser", userName: "jane" },
    eventTime: "2026-11-20T14:02:11Z",
    eventSource: "ecs.amazonaws.com",
    eventName: "StopTask",
    awsRegion: "eu-west-1",
    eventID,
  };
}
