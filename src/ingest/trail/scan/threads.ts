import { Worker } from "node:worker_threads";
import type { TrailFile } from "../scanner.ts";
import type { Interest } from "./interest.ts";
import type { Limits, Sifted } from "./sift.ts";
import { compile } from "./web-assembly.ts";

/** So many files at once at most: a message costs about as much as the smallest file. */
const MOST_AT_ONCE = 64;
/** So many portions a thread has, so that it need not wait for the next while its results are read. */
const PORTIONS = 2;

/** A file that is to be sifted, for whoever asked. */
export interface Job {
  readonly file: TrailFile;
  readonly settle: (sifted: Sifted | undefined) => void;
}

interface Thread {
  readonly worker: Worker;
  isOnline: boolean;
  /** What it is at work on, and what comes next. */
  readonly portions: (readonly Job[])[];
}

/** The file beside this one; both are TypeScript while developing, and JavaScript in the package. */
const ENTRY = new URL(
  import.meta.url.endsWith(".ts") ? "./scan-worker.ts" : "./scan-worker.js",
  import.meta.url,
);

/** Sifts files in threads of their own. */
export class Threads {
  readonly #threads: Thread[] = [];
  readonly #waiting: Job[] = [];
  #isDue = false;

  constructor(count: number, interest: Interest, limits: Limits) {
    const module = compile();
    for (let number = 0; number < count; number++) {
      const worker = new Worker(ENTRY, {
        workerData: { interest, limits, module },
        execArgv: [],
        resourceLimits: { maxYoungGenerationSizeMb: 4 },
      });
      const thread: Thread = { worker, isOnline: false, portions: [] };
      worker.unref();
      worker.once("online", () => {
        thread.isOnline = true;
        this.#handOut();
      });
      worker.on("message", (sifted: readonly Sifted[]) => {
        const jobs = thread.portions.shift() ?? [];
        if (thread.portions.length === 0) worker.unref();
        this.#handOut();
        for (const [index, job] of jobs.entries()) job.settle(sifted[index]);
      });
      worker.on("error", () => {
        this.#drop(thread);
      });
      this.#threads.push(thread);
    }
  }

  /** Whether one has started: until then others had better do the work. */
  get isReady(): boolean {
    return this.#threads.some(({ isOnline }) => isOnline);
  }

  /** Undefined where no thread could do it. */
  sift(file: TrailFile): Promise<Sifted | undefined> {
    return new Promise((settle) => {
      this.#waiting.push({ file, settle });
      if (this.#isDue) return;
      this.#isDue = true;
      // Whoever asks for one file now asks for more in the same turn.
      queueMicrotask(() => {
        this.#isDue = false;
        this.#handOut();
      });
    });
  }

  /** A file that none of them has room for, for the thread that asks: it need not wait for them. */
  takeBack(): Job | undefined {
    return this.#isDue ? undefined : this.#waiting.shift();
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
    for (const thread of this.#threads.slice()) this.#drop(thread);
  }

  #handOut(): void {
    if (this.#threads.length === 0) {
      for (const job of this.#waiting.splice(0)) job.settle(undefined);
    }
    for (;;) {
      const [thread] = this.#threads
        .filter(({ isOnline }) => isOnline)
        .toSorted((a, b) => a.portions.length - b.portions.length);
      const isFull = thread === undefined || thread.portions.length >= PORTIONS;
      if (this.#waiting.length === 0 || isFull) return;
      // The calling thread takes a share too.
      const share = Math.ceil(this.#waiting.length / (this.#threads.length + 1) / PORTIONS);
      const jobs = this.#waiting.splice(0, Math.min(share, MOST_AT_ONCE));
      thread.portions.push(jobs);
      thread.worker.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      thread.worker.postMessage(jobs.map(({ file }) => portable(file)));
    }
  }

  #drop(thread: Thread): void {
    const place = this.#threads.indexOf(thread);
    if (place >= 0) this.#threads.splice(place, 1);
    const left = this.#threads.length === 0 ? this.#waiting.splice(0) : [];
    for (const job of [...thread.portions.flat(), ...left]) job.settle(undefined);
    thread.portions.length = 0;
  }
}

/** A message carries all of the memory that a view looks at, so one that shows a part is copied. */
function portable(file: TrailFile): TrailFile {
  if (!("bytes" in file)) return file;
  const isPart = file.bytes.byteLength < file.bytes.buffer.byteLength;
  return isPart ? { name: file.name, bytes: file.bytes.slice() } : file;
}
