import type { ObjectStore, StoreFailure } from "../../storage/object-store.ts";
import type { Span } from "../event-history/spans.ts";
import type { Trouble } from "../event-history/stretch.ts";
import { SpanOfTimes } from "../files/span-of-times.ts";
import type { ReadRequest } from "../source.ts";
import type { Permits } from "./permits.ts";
import type { Scanner } from "./scanner.ts";

/** A bucket or folder, opened. */
export interface Trail {
  readonly store: ObjectStore;
  readonly prefix: string;
  /** To keep beside records. */
  readonly uri: string;
  /** How much later than what is in it a file may be delivered: seconds. */
  readonly lag: number;
  /** Opens what reads the files. */
  readonly scanner: () => Scanner;
  /** Requests made until now. */
  readonly requests: () => number;
}

/** So many gets in a row that are never answered are enough. */
const ENOUGH_UNANSWERED = 8;

/** What all places of one reading share. */
export class TrailRun {
  readonly trail: Trail;
  readonly request: ReadRequest;
  readonly scanner: Scanner;
  readonly permits: Permits;
  readonly signal: AbortSignal;
  /** The window, not beyond now; seconds since 1970. */
  readonly whole: Span;
  readonly now: number;
  /** Why nothing more is read, where that is so. */
  ended: Trouble | undefined;
  /** What ECS did or said, where files held that too. */
  readonly effects = new SpanOfTimes();
  /** What we have done wrong. */
  broken: { readonly error: unknown } | undefined;
  #unanswered = 0;
  #told: number;
  readonly #before: number;

  constructor(
    trail: Trail,
    request: ReadRequest,
    means: Pick<TrailRun, "scanner" | "permits" | "signal" | "whole">,
  ) {
    this.trail = trail;
    this.request = request;
    this.scanner = means.scanner;
    this.permits = means.permits;
    this.signal = means.signal;
    this.whole = means.whole;
    this.now = Math.floor(request.now.getTime() / 1000);
    this.#before = trail.requests();
    this.#told = this.#before;
  }

  /** Whether to go on; ends the reading where its requests are spent or somebody says stop. */
  goesOn(): boolean {
    const { maxRequests, signal } = this.request;
    if (signal?.aborted) this.ended ??= { state: "not-asked", note: "interrupted" };
    if (maxRequests !== undefined && this.trail.requests() - this.#before >= maxRequests) {
      const note = `stopped after ${String(maxRequests)} requests (--max-requests)`;
      this.ended ??= { state: "not-asked", note };
    }
    return this.ended === undefined && this.broken === undefined;
  }

  /** What is no trouble of the store's is ours: it is thrown once all that is under way has come in. */
  broke(error: unknown): void {
    this.broken ??= { error };
  }

  answered(): void {
    this.#unanswered = 0;
  }

  /** Ends the reading where the failure is one of all that would follow. */
  failed({ code, message }: StoreFailure): void {
    if (code === "expired") this.ended ??= { state: "denied", note: message };
    this.#unanswered = code === "unreachable" ? this.#unanswered + 1 : 0;
    if (this.#unanswered >= ENOUGH_UNANSWERED)
      this.ended ??= { state: "unreachable", note: message };
  }

  /** Requests made since this was asked last. */
  takeRequests(): number {
    const made = this.trail.requests() - this.#told;
    this.#told += made;
    return made;
  }
}
