import type { StoredObject } from "../storage/object-store.ts";
import { HOUR_MS, type Context } from "./context.ts";
import type { TrailPlace } from "./find-places.ts";
import { dayPath, readDigestName, type DigestName } from "./trail-key.ts";

export interface ListedDigest {
  readonly name: DigestName;
  readonly object: StoredObject;
  /** What `aws s3api head-object` printed, kept beside the file. */
  readonly sidecar?: StoredObject;
}

/** The digests of one trail in one place, oldest first; backfilled ones are a chain of their own. */
export interface ListedChain {
  readonly trail: string;
  readonly isBackfill: boolean;
  readonly digests: readonly ListedDigest[];
}

/** A digest's metadata as `aws s3api head-object` prints it lies in a file of this name beside it. */
export const SIDECAR = ".head.json";
const SLACK_MS = 60_000;

/**
 * The chains of a place, with the digests that end in the window or an hour after it, as `aws cloudtrail validate-logs`
 * chooses them.
 *
 * @throws StoreFailure
 */
export async function listDigests(
  { base, region }: TrailPlace,
  { store, window, trails, signal }: Context,
): Promise<readonly ListedChain[]> {
  const prefix = `${base}CloudTrail-Digest/${region}/`;
  const last = `${prefix}${dayPath(window.to + HOUR_MS)}/\u{10ffff}`;
  const startAfter = `${prefix}${dayPath(window.from - SLACK_MS)}`;
  const found: { name: DigestName; object: StoredObject }[] = [];
  const sidecars = new Map<string, StoredObject>();
  const options = { startAfter, ...(signal && { signal }) };
  for await (const object of store.list(prefix, options)) {
    if (object.key > last) break;
    if (object.key.endsWith(SIDECAR)) sidecars.set(object.key, object);
    const name = readDigestName(object.key);
    if (!name || name.region !== region) continue;
    if (name.at < window.from || name.at > window.to + HOUR_MS) continue;
    if (trails.length === 0 || trails.includes(name.trail)) found.push({ name, object });
  }
  return intoChains(
    found.map((one) => {
      const sidecar = sidecars.get(`${one.object.key}${SIDECAR}`);
      return sidecar ? { ...one, sidecar } : one;
    }),
  );
}

function intoChains(listed: readonly ListedDigest[]): readonly ListedChain[] {
  const chains = new Map<string, { trail: string; isBackfill: boolean; digests: ListedDigest[] }>();
  for (const one of listed) {
    const { account, trail, home, isBackfill } = one.name;
    const id = JSON.stringify([account, trail, home, isBackfill]);
    const chain = chains.get(id) ?? { trail, isBackfill, digests: [] };
    chains.set(id, chain);
    chain.digests.push(one);
  }
  return [...chains.values()].map((chain) => ({
    ...chain,
    digests: chain.digests.toSorted((one, other) => one.name.at - other.name.at),
  }));
}
