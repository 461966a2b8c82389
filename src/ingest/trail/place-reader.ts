import { StoreFailure } from "../../storage/object-store.ts";
import { spanOf, subtractSpans, type Span } from "../event-history/spans.ts";
import type { Trouble } from "../event-history/stretch.ts";
import type { Covered } from "../../ledger/ledger.ts";
import type { Page } from "../source.ts";
import type { ListedFile } from "./fetch-file.ts";
import type { TrailPlace } from "./find-places.ts";
import { firstSince, hasDigestSince, listSlice, type Slice } from "./list-slice.ts";
import { Losses } from "./losses.ts";
import { PageMaker } from "./page-maker.ts";
import { recallPlace, rememberPlace } from "./place-memory.ts";
import { planOf } from "./place-plan.ts";
import { Proof } from "./proof.ts";
import { readFiles, type FilePortion } from "./read-files.ts";
import { Slicer } from "./slicer.ts";
import { placeCoverage } from "./tell-place.ts";
import { DAY, isAtOrAfter, nameOf } from "./trail-key.ts";
import type { TrailRun } from "./trail-run.ts";

/** From so long a stretch on it is worth a request to know where a trail begins. */
const WORTH_A_SURVEY = 3 * DAY;
/** So many files in a row that are refused are enough of a place. */
const ENOUGH_REFUSED = 20;

/** Reads the files of one account and region, newest first, a slice at a time. */
export class PlaceReader {
  readonly place: TrailPlace;
  readonly #run: TrailRun;
  readonly #holes: readonly Span[];
  readonly #closed: number;
  readonly #losses: Losses;
  readonly #proof: Proof;
  readonly #slicer: Slicer;
  /** Names of files that are in the ledger and that the next reading will meet again. */
  readonly #tail: Set<string>;
  #oldest: number | undefined;
  #newest: number | undefined;
  #isEmpty = false;
  #isSurveyed = false;
  #isJudged = false;
  #trouble: Trouble | undefined;
  #files = 0;
  #bytes = 0;

  constructor(run: TrailRun, place: TrailPlace) {
    const { whole, now, request, trail } = run;
    const { account, region } = place;
    this.place = place;
    this.#run = run;
    const known = recallPlace(request.memory, trail.uri, place);
    this.#oldest = known.oldest;
    this.#holes = subtractSpans(
      [whole],
      [
        ...request.covered(account, region, "everything").map(spanOf),
        { from: Number.NEGATIVE_INFINITY, to: this.#oldest ?? whole.from },
      ],
    );
    this.#closed = Math.min(whole.to, now - trail.lag);
    this.#losses = new Losses(trail.lag);
    this.#proof = new Proof({
      holes: this.#holes,
      closed: this.#closed,
      lag: trail.lag,
      now,
      losses: this.#losses,
    });
    this.#slicer = new Slicer(this.#proof.delivered);
    this.#tail = new Set(known.tail);
  }

  get isDone(): boolean {
    return this.#slicer.top === undefined || this.#trouble !== undefined || !this.#run.goesOn();
  }

  /** Lists and reads the newest slice that is left. */
  async *readSlice(): AsyncGenerator<Page> {
    try {
      if (this.#run.goesOn()) await this.#survey();
      const slice = this.isDone ? undefined : await this.#listNext();
      if (slice && this.#run.request.dryRun === true) this.#count(slice);
      else if (slice) yield* this.#readFiles(slice);
      if (this.isDone) yield await this.#end();
    } catch (error) {
      if (error instanceof StoreFailure) {
        this.#run.failed(error);
        this.#trouble = troubleOf(error);
      } else if (this.#run.goesOn()) throw error;
      yield await this.#end();
    }
  }

  /** The last page was given. */
  hasEnded = false;

  /** The last page: what was seen. */
  async #end(): Promise<Page> {
    this.hasEnded = true;
    if (this.#trouble === undefined && this.#run.ended === undefined) await this.#judgeSilence();
    const { dryRun } = this.#run.request;
    return {
      records: [],
      unreadable: [],
      covered: dryRun === true ? [] : this.#prove(),
      coverage: this.coverage(),
      requests: this.#run.takeRequests(),
      ...(dryRun === true && { plan: planOf(this.place, this.#files, this.#bytes) }),
    };
  }

  coverage(): NonNullable<Page["coverage"]> {
    const unread = this.#run.ended ?? this.#trouble;
    return placeCoverage({
      place: this.place,
      uri: this.#run.trail.uri,
      lag: this.#run.trail.lag,
      whole: this.#run.whole,
      now: this.#run.now,
      closed: this.#closed,
      losses: this.#losses.stretches(),
      unreached: this.#run.request.dryRun === true ? this.#holes : this.#proof.unreached(),
      unread: this.#run.request.dryRun === true ? ONLY_PLANNED : unread,
      silent: this.#proof.silent,
      oldest: this.#oldest,
      newest: this.#newest,
    });
  }

  /** Where the trail begins: what is before was never written, or has been deleted since. */
  async #survey(): Promise<void> {
    if (this.#isSurveyed) return;
    this.#isSurveyed = true;
    if (this.#oldest !== undefined || this.#slicer.length < WORTH_A_SURVEY) return;
    const oldest = await firstSince(this.#run, this.place, undefined);
    this.#oldest = oldest ?? this.#run.now;
    this.#isEmpty = oldest === undefined;
    this.#slicer.forget(this.#oldest);
  }

  async #listNext(): Promise<Slice | undefined> {
    const settled = this.#run.request.settledAt?.();
    const top = this.#slicer.top;
    if (settled !== undefined && top !== undefined && top * 1000 <= Date.parse(settled)) {
      const note = `stopped at ${settled}: the newest change is settled; --all goes on`;
      this.#trouble = { state: "not-asked", note };
      return undefined;
    }
    const span = this.#slicer.next();
    if (!span) return undefined;
    const slice = await listSlice(this.#run, this.place, span);
    this.#slicer.adapt(slice.files.length);
    this.#newest ??= slice.files[0]?.at;
    if (this.#newest !== undefined) await this.#judgeSilence();
    return slice;
  }

  #count({ files, span }: Slice): void {
    const unread = files.filter(({ key }) => !this.#tail.has(nameOf(key)));
    this.#files += unread.length;
    for (const { size } of unread) this.#bytes += size;
    this.#proof.reach(span.from);
  }

  async *#readFiles({ files, foreign, span }: Slice): AsyncGenerator<Page> {
    const maker = new PageMaker();
    for (const one of foreign) maker.tell(one);
    const unread = files.filter(({ key }) => !this.#tail.has(nameOf(key)));
    let done = 0;
    for await (const portion of readFiles(unread, this.#run)) {
      maker.add(portion);
      for (const { effect } of portion.scanned.effects ?? []) this.#run.effects.addEffect(effect);
      // Until its last portion is kept, a file was not read.
      while (maker.isFull) yield this.#page(maker);
      if (!portion.isLast) continue;
      if (!this.#take(portion)) break;
      const next = unread[++done];
      // What comes in the same minute may hold the same moments.
      if (next && next.at < portion.file.at) this.#proof.reach(portion.file.at);
    }
    if (done === unread.length) this.#proof.reach(span.from);
    while (maker.isFull) yield this.#page(maker);
    yield this.#page(maker);
    // Whoever asks for more has kept what was told.
    this.#remember();
  }

  /** @returns whether to go on. */
  #take({ file, loss }: FilePortion<ListedFile>): boolean {
    this.#files++;
    if (loss === undefined) {
      this.#losses.read();
      this.#tail.add(nameOf(file.key));
      return true;
    }
    const { kind, why } = loss;
    this.#losses.lose(file, loss);
    const isRefused = kind === "access-denied" || kind === "key-denied";
    if (!isRefused || this.#losses.inARow < ENOUGH_REFUSED) return true;
    this.#trouble = { state: "denied", note: `not tried any further: ${why}` };
    return false;
  }

  /** What nobody delivered anything for is proven only once it is known that the trail was on. */
  #prove(): readonly Covered[] {
    return this.#isJudged ? this.#proof.take(this.place) : [];
  }

  #page(maker: PageMaker): Page {
    const { account, region } = this.place;
    return {
      ...maker.take(),
      covered: this.#prove(),
      progress: `${account} ${region}: ${String(this.#files)} files`,
      requests: this.#run.takeRequests(),
    };
  }

  /** After the newest file there may have been nothing to tell of, or the trail may have been off. */
  async #judgeSilence(): Promise<void> {
    if (this.#isJudged) return;
    this.#isJudged = true;
    const last = this.#holes.at(-1);
    if (!last || last.to < this.#run.whole.to) return;
    const from = Math.max(this.#newest ?? 0, last.from, this.#oldest ?? 0);
    if (this.#isEmpty || this.#closed - from <= DAY) return;
    const { now } = this.#run;
    const isOn =
      (this.#closed < now - DAY &&
        (await firstSince(this.#run, this.place, this.#closed)) !== undefined) ||
      (await hasDigestSince(this.#run, this.place, this.#closed - DAY));
    if (!isOn) this.#proof.silent = [{ from, to: this.#closed }];
  }

  #remember(): void {
    const { trail, request, now } = this.#run;
    const tail = [...this.#tail].filter((name) => isAtOrAfter(name, now - trail.lag));
    const oldest = this.#isEmpty ? undefined : this.#oldest;
    const known = { tail, ...(oldest !== undefined && { oldest }) };
    rememberPlace(request.memory, trail.uri, this.place, known);
  }
}

const ONLY_PLANNED: Trouble = { state: "not-asked", note: "only planned (--dry-run)" };

function troubleOf({ code, message }: StoreFailure): Trouble {
  const isDenied = code === "access-denied" || code === "expired";
  const hint = code === "access-denied" ? " (allow s3:ListBucket on the bucket)" : "";
  return { state: isDenied ? "denied" : "unreachable", note: `${message}${hint}` };
}
