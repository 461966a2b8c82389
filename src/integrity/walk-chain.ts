import { HOUR_MS, type Context } from "./context.ts";
import type { ListedChain, ListedDigest } from "./list-digests.ts";
import { judgeDigest, type JudgedDigest, type Origin } from "./judge-digest.ts";
import { judgeLink, type LinkFinding } from "./judge-link.ts";
import { loadDigest, type LoadedDigest } from "./load-digest.ts";
import type { PublicKeys } from "./public-keys.ts";
import type { RememberedDigest } from "./verified-memory.ts";

/** A judged digest with what it and its neighbour say about each other. */
export interface Settled {
  readonly judged: JudgedDigest;
  /** What lies between it and the digest before it, or is wrong with that one. */
  readonly link?: LinkFinding;
  readonly older?: JudgedDigest;
}

const LAG_MS = 2 * HOUR_MS;

/**
 * Goes along one chain, oldest digest first. Each is settled once the one after it is loaded, for that one holds its hash
 * and its signature too.
 */
export class ChainWalk {
  readonly chain: ListedChain;
  readonly #context: Context;
  readonly #origin: Origin;
  readonly #region: string;
  #taken = 0;
  #held: LoadedDigest | undefined;
  #last: JudgedDigest | undefined;

  constructor(chain: ListedChain, region: string, origin: Origin, context: Context) {
    this.chain = chain;
    this.#region = region;
    this.#origin = origin;
    this.#context = context;
  }

  /** Settles what can be of the digests that end before a moment; at the end of time, all. */
  async settleTo(
    at: number,
    known: (key: string) => RememberedDigest | undefined,
  ): Promise<readonly Settled[]> {
    const waiting: ListedDigest[] = [];
    for (
      let next = this.chain.digests[this.#taken];
      next && next.name.at < at;
      next = this.chain.digests[this.#taken]
    ) {
      waiting.push(next);
      this.#taken += 1;
    }
    const loaded = await Promise.all(
      waiting.map((one) => loadDigest(one, this.#context, known(one.object.key))),
    );
    const settled: Settled[] = [];
    for (const next of loaded) {
      if (this.#held) settled.push(await this.#settle(this.#held, next));
      this.#held = next;
    }
    if (this.#taken === this.chain.digests.length && this.#held) {
      settled.push(await this.#settle(this.#held, undefined));
      this.#held = undefined;
    }
    return settled;
  }

  async #settle(loaded: LoadedDigest, newer: LoadedDigest | undefined): Promise<Settled> {
    const { isBucket, window } = this.#context;
    const key = await this.#findKey(loaded, this.#context.keys);
    const judged = judgeDigest(loaded, newer, key, this.#origin, isBucket);
    const older = this.#last;
    this.#last = judged;
    // A backfill is made of the hours that were wanted: nothing follows from those that are not among them.
    const isHourly = !this.chain.isBackfill || judged.loaded.content?.digest.previous !== undefined;
    const link = isHourly ? judgeLink(older, judged, window.from) : undefined;
    return { judged, ...(link && { link }), ...(older && { older }) };
  }

  async #findKey({ content }: LoadedDigest, keys: PublicKeys) {
    if (!content) return undefined;
    const { from, to } = this.#context.window;
    const { fingerprint } = content.digest;
    const key = await keys.find(this.#region, { from, to: to + LAG_MS }, fingerprint);
    const { generated } = content;
    if (key || generated === undefined) return key;
    const around = { from: generated - HOUR_MS, to: generated + HOUR_MS };
    return keys.find(this.#region, around, fingerprint);
  }
}
