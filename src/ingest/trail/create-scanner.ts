import { readFile, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import type { ParsedMaterial } from "../../core/parse-records.ts";
import { flawOf } from "../files/flaw-of.ts";
import { BOMB, LARGEST_FILE, TOO_MUCH_TEXT } from "../files/unpack-text.ts";
import { FileSieve } from "./scan/file-sieve.ts";
import type { Interest } from "./scan/interest.ts";
import { KEPT } from "./scan/kept.ts";
import { readPlainly } from "./scan/read-plainly.ts";
import { readPart, readSifted, scannedFrom } from "./scan/read-sifted.ts";
import type { Taken } from "./scan/record-finder.ts";
import { LIMITS, type Limits, type Sifted } from "./scan/sift.ts";
import { Threads } from "./scan/threads.ts";
import type { Scanned, ScannedPart, Scanner, TrailFile } from "./scanner.ts";

/** How a scanner works. */
export interface ScannerOptions {
  /** Threads besides the one that calls, which takes its share; default: one for each other core, at most four. 0: none. */
  readonly threads?: number;
  /** Compressed bytes that are scanned before they are started; default 2 MB. */
  readonly threadsAfter?: number;
  readonly limits?: Partial<Limits>;
  /** What may be wanted, where that is less than all that the ledger keeps. */
  readonly interest?: Interest;
}

/**
 * A scanner of trail files: unpacks each through a window, checks that it is a valid `{"Records":[…]}`, finds by its bytes
 * what the ledger keeps, and parses only that. Whatever else a file is, it reads the plain way, with the same result.
 */
export function createScanner(options: ScannerOptions = {}): Scanner {
  return new TrailScanner(options);
}

/** What takes about as long to scan as threads take to start. */
const WORTH_THREADS = 2 * 2 ** 20;
/** To open a small file takes as long as to scan so much more of a large one. */
const PER_FILE = 8192;
const MOST_THREADS = 4;

const TOO_LARGE_FILE = "larger than 2 GiB, and no valid log file";
/** Why the plain way did not even begin. */
const TOO_LARGE = new Set([TOO_MUCH_TEXT, BOMB, TOO_LARGE_FILE]);
const damagedAfter = (records: number): string =>
  `damaged behind record ${records}, and too large to look for more`;

class TrailScanner implements Scanner {
  readonly #threadCount: number;
  readonly #threadsAfter: number;
  readonly #interest: Interest;
  readonly #limits: Limits;
  #sieve: FileSieve | undefined;
  #threads: Threads | undefined;
  #isClosed = false;
  #isHelping = false;
  /** The last scan in this thread. */
  #last: Promise<unknown> = Promise.resolve();
  #size = 0;

  constructor({ threads, threadsAfter, limits, interest }: ScannerOptions) {
    this.#threadsAfter = threadsAfter ?? WORTH_THREADS;
    this.#threadCount = threads ?? Math.min(MOST_THREADS, availableParallelism() - 1);
    this.#interest = interest ?? KEPT;
    this.#limits = { ...LIMITS, ...limits };
  }

  async scan(file: TrailFile, signal?: AbortSignal): Promise<Scanned> {
    const { rest, ...scanned } = await this.scanInParts(file, signal);
    if (rest === undefined) return scanned;
    const parts = [scanned];
    for await (const part of rest) parts.push(part);
    const effects = parts.flatMap((part) => part.effects ?? []);
    return {
      ...scanned,
      records: parts.flatMap(({ records }) => records),
      ...(effects.length > 0 && { effects }),
      unreadable: parts.flatMap(({ unreadable }) => unreadable),
      aside: parts.reduce((sum, { aside = 0 }) => sum + aside, 0),
    };
  }

  async scanInParts(
    file: TrailFile,
    signal?: AbortSignal,
    turn?: Promise<void>,
  ): Promise<ScannedPart> {
    signal?.throwIfAborted();
    const sifted = await this.#sift(file, signal);
    await turn;
    signal?.throwIfAborted();
    const { ending } = sifted;
    if (ending === undefined || !("foreign" in ending)) return this.#read(file, sifted, signal);
    const plain = await readPlain(file, signal);
    const isTooLarge = plain.unreadable.some(({ reason }) => TOO_LARGE.has(reason));
    const before = sifted.records;
    // What stands before the damage need not be lost.
    const flaw = ending.flaw ?? (before > 0 ? damagedAfter(before) : undefined);
    if (!isTooLarge || flaw === undefined) return scannedFrom(plain);
    return this.#read(file, { ...sifted, ending: { flaw } }, signal);
  }

  #read(file: TrailFile, sifted: Sifted, signal: AbortSignal | undefined): ScannedPart {
    const scanned = readSifted(file.name, sifted);
    const isAll = sifted.taken.length > 0 || sifted.count === 0;
    if (isAll) return scanned;
    const known = scanned.spans === undefined ? {} : { spans: [] };
    return { ...scanned, rest: this.#readAgain(file, known, signal) };
  }

  /** Now that the file is known to be sound, or how far. */
  async *#readAgain(
    file: TrailFile,
    known: Pick<Scanned, "spans">,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Scanned> {
    let taken: Taken[] = [];
    const sieve = new FileSieve(this.#interest, this.#limits);
    const sifting = sieve.sift(file, (one) => taken.push(one));
    for (let isDone = false; !isDone;) {
      isDone = sifting.next().done === true;
      yield { ...readPart(file.name, taken), ...known };
      taken = [];
      await setImmediate();
      signal?.throwIfAborted();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#threads?.close();
    this.#threads = undefined;
  }

  /** In this thread, one after another, until others run; then side by side with them. */
  async #sift(file: TrailFile, signal: AbortSignal | undefined): Promise<Sifted> {
    const here = this.#inTurn(() =>
      this.#hasThreads() ? undefined : this.#siftHere(file, signal),
    );
    const sifted = (await here) ?? (await this.#siftThere(file, signal));
    // Where the threads are gone.
    return sifted ?? this.#inTurn(() => this.#siftHere(file, signal));
  }

  async #siftThere(file: TrailFile, signal: AbortSignal | undefined): Promise<Sifted | undefined> {
    const sifting = this.#threads?.sift(file);
    if (!this.#isHelping) void this.#help(signal);
    return sifting;
  }

  /** Sifts what waits for a thread, as long as something does. */
  async #help(signal: AbortSignal | undefined): Promise<void> {
    this.#isHelping = true;
    await setImmediate();
    for (let job = this.#threads?.takeBack(); job; job = this.#threads?.takeBack()) {
      const { file, settle } = job;
      settle(await this.#inTurn(() => this.#siftHere(file, signal)).catch(() => undefined));
      await setImmediate();
    }
    this.#isHelping = false;
  }

  /** After what was begun before in this thread: all of it shares a window. */
  #inTurn<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }

  /** Starts them once there is enough to do; they are of use once they run. */
  #hasThreads(): boolean {
    const isWorthIt = this.#size >= this.#threadsAfter && this.#threadCount > 0 && !this.#isClosed;
    if (isWorthIt) {
      this.#threads ??= new Threads(this.#threadCount, this.#interest, this.#limits);
    }
    return this.#threads?.isReady === true;
  }

  async #siftHere(file: TrailFile, signal: AbortSignal | undefined): Promise<Sifted> {
    signal?.throwIfAborted();
    this.#sieve ??= new FileSieve(this.#interest, this.#limits);
    const sifting = this.#sieve.sift(file);
    for (;;) {
      const step = sifting.next();
      if (step.done === true) {
        this.#size += step.value.size + PER_FILE;
        // Else nobody would hear that the threads have started.
        if (this.#threads !== undefined) await setImmediate();
        return step.value;
      }
      await setImmediate();
      signal?.throwIfAborted();
    }
  }
}

async function readPlain(
  file: TrailFile,
  signal: AbortSignal | undefined,
): Promise<ParsedMaterial> {
  if ("bytes" in file) return readPlainly(file.name, file.bytes);
  try {
    const { size } = await stat(file.path);
    if (size > LARGEST_FILE) return unread(file, TOO_LARGE_FILE);
    return readPlainly(file.name, await readFile(file.path, signal && { signal }));
  } catch (error) {
    signal?.throwIfAborted();
    return unread(file, flawOf(error));
  }
}

function unread({ name }: TrailFile, reason: string): ParsedMaterial {
  return { records: [], effects: [], unreadable: [{ position: name, reason }] };
}
