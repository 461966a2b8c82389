import type { CheckedLog } from "./check-logs.ts";
import type { JudgedDigest } from "./judge-digest.ts";
import type { ListedDigest } from "./list-digests.ts";
import type { RememberedDigest, RememberedLog, VerifiedMemory } from "./verified-memory.ts";

/** What is remembered of one place: months are loaded as they are reached, and new proofs are saved slice by slice. */
export class Recall {
  readonly #memory: VerifiedMemory;
  readonly #place: string;
  readonly #loaded = new Map<string, ReadonlyMap<string, RememberedDigest>>();
  readonly #fresh = new Map<string, RememberedDigest[]>();

  constructor(memory: VerifiedMemory, place: string) {
    this.#memory = memory;
    this.#place = place;
  }

  /** Loads the months of a stretch of time, and lets go of the others. */
  async loadFor(from: number, to: number): Promise<void> {
    const months = monthsOf(from, to);
    for (const month of this.#loaded.keys())
      if (!months.includes(month)) this.#loaded.delete(month);
    for (const month of months) {
      if (this.#loaded.has(month)) continue;
      this.#loaded.set(month, await this.#memory.load(`${this.#place}/${month}`));
    }
  }

  /** What the reading of a file can be spared by. */
  find(key: string): RememberedDigest | undefined {
    return this.#memory.isDoubted ? undefined : this.#known(key);
  }

  #known(key: string): RememberedDigest | undefined {
    for (const digests of this.#loaded.values()) {
      const found = digests.get(key);
      if (found) return found;
    }
    return undefined;
  }

  digests(): readonly RememberedDigest[] {
    return [...this.#loaded.values()].flatMap((digests) => [...digests.values()]);
  }

  /** Only what can be recognised again is worth remembering. */
  keep({ loaded, signature }: JudgedDigest, logs: readonly CheckedLog[]): void {
    const { listed, content, remembered } = loaded;
    const { key, etag, size } = listed.object;
    if (!content || etag === undefined) return;
    const kept = logs.flatMap(({ log, object }): readonly RememberedLog[] =>
      object?.etag === undefined ? [] : [{ ...log, etag: object.etag, size: object.size }],
    );
    if (kept.length < logs.length) return;
    const { digest, sha256, generated } = content;
    const entry: RememberedDigest = {
      key,
      etag,
      size,
      sha256,
      ...(signature !== undefined && { signature }),
      ...(generated !== undefined && { generated }),
      ...sidecarOf(listed, remembered),
      digest: { ...digest, logs: kept },
    };
    if (JSON.stringify(entry) === JSON.stringify(this.#known(key))) return;
    const [month = ""] = monthsOf(listed.name.at, listed.name.at);
    const fresh = this.#fresh.get(month) ?? [];
    this.#fresh.set(month, fresh);
    fresh.push(entry);
  }

  async save(): Promise<void> {
    for (const [month, digests] of this.#fresh) {
      await this.#memory.save(`${this.#place}/${month}`, digests);
    }
    this.#fresh.clear();
  }
}

/** The file beside a digest, as it was when the signature was read from it. */
function sidecarOf({ sidecar }: ListedDigest, remembered: RememberedDigest | undefined) {
  const { etag, size } = remembered?.sidecar ?? sidecar ?? {};
  return etag === undefined || size === undefined ? {} : { sidecar: { etag, size } };
}

/** What a place is called in the memory. */
export function placeName(store: string, base: string, region: string): string {
  return `${store}/${base}${region}`;
}

/** `2026-11`, and each other month that is touched. */
function monthsOf(from: number, to: number): readonly string[] {
  const months: string[] = [];
  const end = new Date(to).toISOString().slice(0, 7);
  const day = new Date(from);
  for (let month = day.toISOString().slice(0, 7); month <= end;) {
    months.push(month);
    day.setUTCMonth(day.getUTCMonth() + 1, 1);
    month = day.toISOString().slice(0, 7);
  }
  return months;
}
