import type { JsonObject } from "../core/record.ts";
import type { Bucket } from "./bucket.ts";
import type { Scenario } from "./scenario.ts";

/** One AWS API of the emulator, one per file in services/. */
export interface EmulatedService {
  /** What `X-Amz-Target` begins with (`CloudTrail_20131101`), or the query protocol's API version (`2011-06-15`). */
  readonly target: string;
  readonly name: string;
  /** The operations that it answers. Everything else is refused, loudly recorded. */
  readonly operations: Readonly<Record<string, EmulatedOperation>>;
  /** How many requests a second an operation takes for each account and region; without an entry, any number. */
  readonly perSecond?: Readonly<Record<string, number>>;
}

export type EmulatedOperation = (call: EmulatedCall) => EmulatedReply;

/** One request as an operation sees it. */
export interface EmulatedCall {
  readonly input: JsonObject;
  /** From the credential scope of the signature. */
  readonly region: string;
  /** The account that the access key belongs to in the scenario. */
  readonly account: string;
  readonly accessKeyId: string;
  readonly world: World;
}

/** What a service may read: the story so far, and the clock. */
export interface World {
  readonly scenario: Scenario;
  readonly now: () => Date;
  /** What S3 holds. */
  readonly buckets?: readonly Bucket[];
}

export type EmulatedReply =
  | { readonly output: JsonObject }
  | { readonly error: string; readonly message: string; readonly status?: number }
  | { readonly http: HttpReply };

/** An answer on its way. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}
