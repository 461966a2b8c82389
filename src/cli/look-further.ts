import type { Answer } from "../ask/answer.ts";
import { whyHidden } from "../ask/choose.ts";
import type { Change } from "../core/change.ts";
import { OperatorError } from "../core/errors.ts";
import type { Gap, Lookup } from "../core/evidence.ts";
import type { Place } from "../fleet/fleet.ts";
import { ingest } from "../ingest/ingest.ts";
import { counted } from "./counted.ts";
import type { AskedOnce } from "./ask-once.ts";
import type { Material, NamedSource } from "./material.ts";
import type { Surroundings } from "./surroundings.ts";

/** How far to go. */
export interface Further {
  /** Requests in all that may be spent on finding out who stood behind. */
  readonly hops: number;
  /** Accounts that this run's sources turned out to read. */
  readonly accounts: ReadonlySet<string>;
}

/** How many of an answer's changes are looked further into: what is told in its sentence, and what stands near it. */
const LOOKED_INTO = 10;

/**
 * Asks Event History for the records that would tell who stood behind the answer's changes: newest change first, for each
 * gap the surest and cheapest request first, until nothing is missing, nothing more can be asked, or the budget is spent.
 *
 * @returns notes that say what was asked and what came of it.
 */
export async function lookFurther(
  material: Material,
  surroundings: Surroundings,
  { hops, accounts }: Further,
  { soFar, forget }: AskedOnce,
): Promise<readonly string[]> {
  const asked = new Map<string, Asked>();
  const refused = new Set<string>();
  const pending = (): readonly Lookup[] =>
    lookupsOf(soFar()).filter(
      (lookup) => !asked.has(keyOf(lookup)) && !refused.has(placeOf(lookup)),
    );
  const nextInReach = (): Lookup | undefined =>
    pending().find((lookup) => reach(lookup, material, accounts) !== undefined);
  // Whoever allows so few requests for all of it does not mean that many more.
  const budget = Math.min(hops, material.limits.maxRequests ?? hops);
  let spent = 0;
  while (spent < budget) {
    const next = nextInReach();
    const source = next && (await reach(next, material, accounts)?.());
    if (!next || !source) break;
    const most = Math.min(MOST_PAGES, budget - spent);
    const result = await askFor(next, source, material, surroundings, most);
    forget();
    asked.set(keyOf(next), { lookup: next, ...result });
    if (result.problem !== undefined) refused.add(placeOf(next));
    spent += result.requests;
  }
  const outOfReach = material.openElsewhere
    ? pending().filter((lookup) => reach(lookup, material, accounts) === undefined)
    : [];
  return [
    ...notesOf([...asked.values()]),
    ...(nextInReach() === undefined ? [] : [more(hops, spent)]),
    ...unread(outOfReach),
  ];
}

interface Asked {
  readonly lookup: Lookup;
  readonly requests: number;
  readonly added?: number;
  readonly problem?: string;
}

/** Who stood behind the changes; then who called what ECS did something for: an instance that ended, a task that stopped. */
function lookupsOf({ changes, verdicts = [] }: Answer): readonly Lookup[] {
  const ofChanges = changes
    .filter((change) => whyHidden(change) === undefined)
    .slice(0, LOOKED_INTO)
    .flatMap(gapsOf);
  const ofEffects = verdicts.toReversed().flatMap(({ gaps }) => gaps);
  return [...ofChanges, ...ofEffects.slice(0, LOOKED_INTO)].flatMap(({ lookups = [] }) => lookups);
}

function gapsOf({ actor, behind }: Change): readonly Gap[] {
  return [...actor.gaps, ...(behind?.gaps ?? [])];
}

function keyOf({ account, region, selector, from, to }: Lookup): string {
  return JSON.stringify([account, region, selector, from, to]);
}

function placeOf({ account, region }: Lookup): string {
  return JSON.stringify([account, region]);
}

/** How to open a source that reads there: one that is open already, else one more for the same account in another region. */
function reach(
  { account, region }: Lookup,
  { sources, openElsewhere }: Material,
  accounts: ReadonlySet<string>,
): (() => Promise<NamedSource>) | undefined {
  // Without a fleet only the credentials know the account, and the first page told it.
  const isOf = (place: Place): boolean =>
    place.account === undefined ? accounts.has(account) : place.account === account;
  const ofAccount = sources.filter(({ place, isGlobal }) => place && isOf(place) && !isGlobal);
  const here = ofAccount.find(({ place }) => place?.region === region);
  if (here) return () => Promise.resolve(here);
  const place = ofAccount[0]?.place;
  return place && openElsewhere && (() => openElsewhere({ ...place, region }));
}

async function askFor(
  { selector, from, to }: Lookup,
  { source, label }: NamedSource,
  { ledger, now, limits }: Material,
  { signal }: Surroundings,
  maxRequests: number,
): Promise<Omit<Asked, "lookup">> {
  const { rate } = limits;
  let requests = 0;
  let added = 0;
  try {
    const steps = ingest(source, ledger, {
      window: { from, to },
      now,
      signal,
      selector,
      maxRequests,
      ...(rate !== undefined && { rate }),
    });
    for await (const step of steps) {
      requests += step.requests;
      added += step.added;
    }
    return { requests, added };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    // Without credentials nothing was sent; any other refusal came from AWS.
    const least = error.code.includes("credentials") ? 0 : 1;
    return { requests: Math.max(least, requests), problem: `${label}: ${error.message}` };
  }
}

/** What one lookup may cost: what is looked for stands on the first page, or the selector is too broad to be worth more. */
const MOST_PAGES = 3;

function notesOf(all: readonly Asked[]): readonly string[] {
  const made = all.filter(({ requests, problem }) => requests > 0 || problem !== undefined);
  if (made.length === 0) return [];
  const requests = made.reduce((sum, one) => sum + one.requests, 0);
  const said = made.map(({ lookup, added, problem }) => {
    const { account, region, selector } = lookup;
    const result = problem ?? (added ? counted(added, "record") : "nothing new");
    return `${selector} in ${account} ${region} (${result})`;
  });
  return [
    `asked ${counted(requests, "request")} more to find out who stood behind: ${said.slice(0, MOST_SAID).join("; ")}${said.length > MOST_SAID ? " …" : ""}`,
  ];
}

const MOST_SAID = 4;
/** What is spent where nobody says. */
export const DEFAULT_HOPS = 8;

function more(hops: number, spent: number): string {
  const wanted = Math.max(DEFAULT_HOPS, hops * 2);
  const used = spent === 0 ? "" : `, after ${counted(spent, "request")}`;
  return `more could be asked to find out who stood behind${used}; --hops ${String(wanted)} allows it`;
}

function unread(lookups: readonly Lookup[]): readonly string[] {
  const accounts = [...new Set(lookups.map(({ account }) => account))];
  if (accounts.length === 0) return [];
  const whose = accounts.length === 1 ? "account" : "accounts";
  return [
    `the Event History of ${whose} ${accounts.join(", ")} may tell who stood behind, and nothing here reads it: add it to tasktrail.yaml`,
  ];
}
