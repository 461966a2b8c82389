import type { Coverage } from "../../core/coverage.ts";
import type { Span } from "../event-history/spans.ts";
import type { Trouble } from "../event-history/stretch.ts";
import type { ListedFile, Loss } from "./fetch-file.ts";
import { MINUTE } from "./trail-key.ts";

/** A stretch of time, and what kept us from seeing it. */
export type LostStretch = Span & Trouble;

/** Neighbouring files, newest first, that could not be read for the same reason. */
interface Run {
  readonly loss: Loss;
  readonly newest: number;
  oldest: number;
  count: number;
  /** A file between this run and the next one was read. */
  isClosed: boolean;
}

const STATES: Readonly<Record<Loss["kind"], Coverage["state"]>> = {
  "access-denied": "denied",
  "key-denied": "denied",
  archived: "unreachable",
  damaged: "unreachable",
  expired: "denied",
  "not-found": "unreachable",
  "too-large": "unreachable",
  unreachable: "unreachable",
};

const HINTS: Readonly<Partial<Record<Loss["kind"], string>>> = {
  "access-denied": "allow s3:GetObject on the bucket's objects",
  "key-denied": "allow kms:Decrypt on the key",
};

/** The files of one place that could not be read, and what that leaves unseen. */
export class Losses {
  readonly #lag: number;
  readonly #runs: Run[] = [];
  #wasRead = false;

  /** @param lag seconds by which a file may be later than what is in it. */
  constructor(lag: number) {
    this.#lag = lag;
  }

  /** How many files in a row were lost for the same reason, the newest told last. */
  get inARow(): number {
    const last = this.#runs.at(-1);
    return last && !last.isClosed ? last.count : 0;
  }

  lose({ at }: ListedFile, loss: Loss): void {
    const last = this.#runs.at(-1);
    if (last && !last.isClosed && last.loss.kind === loss.kind) {
      last.oldest = at;
      last.count++;
    } else this.#runs.push({ loss, newest: at, oldest: at, count: 1, isClosed: false });
  }

  read(): void {
    this.#wasRead = true;
    const last = this.#runs.at(-1);
    if (last) last.isClosed = true;
  }

  /** What the lost files may have told of. */
  spans(): readonly Span[] {
    return this.#runs.map(({ newest, oldest }) => ({
      from: oldest - this.#lag,
      to: newest + MINUTE,
    }));
  }

  /** As coverage tells it: where files around were read, only a part is missing. */
  stretches(): readonly LostStretch[] {
    return this.#runs.flatMap((run) => {
      const { loss, newest, oldest } = run;
      const note = noteOf(run);
      const state = STATES[loss.kind];
      const [from, to] = [oldest - this.#lag, newest + MINUTE];
      if (!this.#wasRead) return [{ from, to, state, note }];
      if (newest - oldest < this.#lag) return [{ from, to, state: "partial", note }];
      return [
        { from: oldest, to, state, note },
        { from, to: oldest, state: "partial", note },
      ];
    });
  }
}

function noteOf({ count, loss: { kind, why } }: Run): string {
  const hint = HINTS[kind];
  const files = count === 1 ? "1 file was" : `${String(count)} files were`;
  return `${files} not read: ${why}${hint === undefined ? "" : ` (${hint})`}`;
}
