import type { ObjectStore } from "../storage/object-store.ts";

/** Where one account's trail files of one region lie. */
export interface TrailPlace {
  readonly account: string;
  readonly region: string;
  /** Up to and with the account's folder: `prefix/AWSLogs/o-…/111122223333/`. */
  readonly base: string;
  readonly hasDigests: boolean;
}

/** Folders above `AWSLogs/` that are looked into; a prefix rarely has more. */
const DEEPEST = 6;
const DIGESTS = "CloudTrail-Digest/";
const LOGS = "CloudTrail/";
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}\/$/;

/**
 * Every account and region below a prefix that has digests or log files. The prefix may end anywhere: at the bucket, the
 * trail's own prefix, `AWSLogs`, the organisation, an account, or within an account's folders.
 *
 * @throws StoreFailure
 */
export async function findPlaces(
  store: ObjectStore,
  prefix: string,
  wanted: { readonly accounts?: readonly string[]; readonly regions?: readonly string[] },
  signal?: AbortSignal,
): Promise<readonly TrailPlace[]> {
  const bases = await findBases(store, startOf(prefix), wanted.accounts, signal);
  const places = await Promise.all(bases.map((base) => placesAt(store, base, signal)));
  return places
    .flat()
    .filter(({ account }) => !wanted.accounts?.length || wanted.accounts.includes(account))
    .filter(({ region }) => !wanted.regions?.length || wanted.regions.includes(region));
}

/** Below an account's own folders there is nothing to find: one goes back up to the account. */
function startOf(prefix: string): string {
  const clean = prefix.replace(/^\/+|\/+$/g, "");
  const path = clean === "" ? "" : `${clean}/`;
  const inside = /^(.*?(?:^|\/))?CloudTrail(?:-Digest)?\//.exec(path);
  return inside ? (inside[1] ?? "") : path;
}

async function findBases(
  store: ObjectStore,
  start: string,
  accounts: readonly string[] | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const bases: string[] = [];
  let level = [start];
  for (let depth = 0; level.length > 0 && depth < DEEPEST; depth++) {
    const opened = await Promise.all(
      level.map(async (path) => ({ path, folders: await namesBelow(store, path, signal) })),
    );
    level = [];
    for (const { path, folders } of opened) {
      if (folders.includes(DIGESTS) || folders.includes(LOGS)) bases.push(path);
      else level.push(...descend(path, folders, accounts));
    }
  }
  return bases;
}

/** Of what lies beside `AWSLogs/`, and of what is no account in it, nothing is a trail's. */
function descend(
  path: string,
  folders: readonly string[],
  accounts: readonly string[] | undefined,
): readonly string[] {
  const trail = folders.filter((name) => name === "AWSLogs/");
  const inside = folders.filter((name) => /^(?:\d{12}|o-[a-z0-9]{10,32})\/$/.test(name));
  const some = trail.length > 0 ? trail : inside.length > 0 ? inside : folders;
  return some
    .filter(
      (name) =>
        !/^\d{12}\/$/.test(name) || !accounts?.length || accounts.includes(name.slice(0, 12)),
    )
    .map((name) => `${path}${name}`);
}

async function placesAt(
  store: ObjectStore,
  base: string,
  signal: AbortSignal | undefined,
): Promise<readonly TrailPlace[]> {
  const [digests, logs] = await Promise.all([
    namesBelow(store, `${base}${DIGESTS}`, signal),
    namesBelow(store, `${base}${LOGS}`, signal),
  ]);
  const account = /(\d{12})\/$/.exec(base)?.[1] ?? "";
  const regions = [...new Set([...digests, ...logs])].filter((name) => REGION.test(name));
  return regions.toSorted().map((name) => ({
    account,
    region: name.slice(0, -1),
    base,
    hasDigests: digests.includes(name),
  }));
}

/** The folders just below, without what stands before them. */
async function namesBelow(
  store: ObjectStore,
  path: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const folder of store.folders(path, signal)) {
    names.push(folder.startsWith(path) ? folder.slice(path.length) : folder);
  }
  return names;
}
