import type { Message } from "./message.ts";
import type { SinkUri } from "./sink-uri.ts";

/** Somewhere findings are sent. */
export interface Sink {
  /** It can replace what it said of a group before; others get one summary when the group closes. */
  readonly updates: boolean;
  /**
   * Sends one message; resolves once the other side has taken it.
   *
   * @throws SinkFailure; anything else is a bug.
   */
  readonly send: (message: Message, signal: AbortSignal) => Promise<void>;
}

/** How to open a sink from its URI, one per file in sinks/. */
export interface SinkKind {
  readonly scheme: string;
  /** One sentence for the reference page. */
  readonly summary: string;
  /** A URI that a user could type. */
  readonly example: string;
  /** What stands behind the scheme is a secret: it is never shown, and may be given as `env/NAME`. */
  readonly isSecret: boolean;
  /** @throws OperatorError `bad-argument` where the URI cannot be read as one of this scheme. */
  readonly open: (uri: SinkUri, settings: SinkSettings) => Promise<Sink>;
}

/** What the surroundings give to every sink. */
export interface SinkSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly profile?: string;
  readonly region?: string;
  /** Another AWS than AWS's. */
  readonly endpointUrl?: string;
  /** Writes to the terminal, and whether in colours. */
  readonly terminal: { readonly write: (text: string) => unknown; readonly colour: boolean };
}

/** Why a sink did not take a message. */
export class SinkFailure extends Error {
  override readonly name = "SinkFailure";
  /**
   * - `refused`: this message will never be taken, others may.
   * - `misconfigured`: nobody's message is taken until the operator acts.
   * - `throttled`, `unavailable`: later.
   */
  readonly kind: "refused" | "misconfigured" | "throttled" | "unavailable";
  /** Milliseconds to wait, where the sink says. */
  readonly retryAfterMs: number | undefined;
  /** No answer came, or one that leaves it open: the message may have arrived. */
  readonly mayHaveArrived: boolean;

  constructor(
    kind: SinkFailure["kind"],
    message: string,
    more: { readonly retryAfterMs?: number; readonly mayHaveArrived?: boolean } = {},
  ) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = more.retryAfterMs;
    this.mayHaveArrived = more.mayHaveArrived ?? false;
  }
}

/** Returns its argument. */
export function defineSink(kind: SinkKind): SinkKind {
  return kind;
}
