import type { ObjectStore } from "../../storage/object-store.ts";

/** Where the log files of one account and region lie. */
export interface TrailPlace {
  readonly account: string;
  readonly region: string;
  /** `…/CloudTrail/eu-west-1/`, one for each trail that delivers them. */
  readonly prefixes: readonly string[];
}

/** Empty lists leave out nothing. */
export interface PlaceFilter {
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
}

const ACCOUNT = /(?:^|\/)(\d{12})\/$/;
const ORGANIZATION = /(?:^|\/)o-[a-z0-9]+\/$/;
/** Folders above `AWSLogs/` that are looked into: a trail's prefix rarely has more. */
const DEEPEST = 3;
const MOST_FOLDERS = 1000;

/**
 * Every account and region below a prefix that has log files: of single-account trails, of an organisation's, or of both.
 * The prefix may end at the bucket, the trail's own prefix, `AWSLogs`, the organisation, an account or a region.
 *
 * @returns nothing where CloudTrail's folders are not there.
 * @throws StoreFailure
 */
export async function findPlaces(
  store: ObjectStore,
  prefix: string,
  wanted: PlaceFilter,
  signal: AbortSignal,
): Promise<readonly TrailPlace[]> {
  const start = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  const inside = /^(.*?\d{12}\/)CloudTrail\/(?:([a-z0-9-]+)\/)?$/.exec(start);
  const accounts = inside ? [inside[1] ?? ""] : await findAccounts(store, start, signal);
  const some = accounts.filter((path) => isWanted(wanted.accounts, accountOf(path)));
  const found = await Promise.all(some.map((path) => regionsOf(store, path, signal)));
  const places = new Map<string, { account: string; region: string; prefixes: string[] }>();
  for (const { account, region, path } of found.flat()) {
    if (!isWanted(wanted.regions, region)) continue;
    if (inside?.[2] !== undefined && inside[2] !== region) continue;
    const key = `${account}/${region}`;
    const place = places.get(key) ?? { account, region, prefixes: [] };
    places.set(key, place);
    place.prefixes.push(path);
  }
  return [...places.values()];
}

function isWanted(list: readonly string[] | undefined, one: string): boolean {
  return !list?.length || list.includes(one);
}

function accountOf(path: string): string {
  return ACCOUNT.exec(path)?.[1] ?? "";
}

/** The folders of accounts, level by level down to them. */
async function findAccounts(
  store: ObjectStore,
  start: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (ACCOUNT.test(start)) return [start];
  const accounts: string[] = [];
  let level: readonly string[] = [start];
  for (let depth = 0; level.length > 0 && depth <= DEEPEST; depth++) {
    const below = (await Promise.all(level.map((path) => listFolders(store, path, signal)))).flat();
    accounts.push(...below.filter((path) => ACCOUNT.test(path)));
    const logs = below.filter((path) => path.endsWith("/AWSLogs/") || path === "AWSLogs/");
    const organizations = below.filter((path) => ORGANIZATION.test(path));
    const rest = accounts.length > 0 ? [] : below;
    level = [logs, organizations, rest].find(({ length }) => length > 0) ?? [];
  }
  return accounts;
}

async function regionsOf(
  store: ObjectStore,
  path: string,
  signal: AbortSignal,
): Promise<
  readonly { readonly account: string; readonly region: string; readonly path: string }[]
> {
  const account = accountOf(path);
  const below = await listFolders(store, `${path}CloudTrail/`, signal);
  return below.map((one) => ({ account, region: one.split("/").at(-2) ?? "", path: one }));
}

/** Not more than a trail can have: a plain folder may hold anything. */
async function listFolders(
  store: ObjectStore,
  path: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const folders: string[] = [];
  for await (const folder of store.folders(path, signal)) {
    folders.push(folder);
    if (folders.length >= MOST_FOLDERS && !/AWSLogs\//.test(path)) break;
  }
  return folders;
}
