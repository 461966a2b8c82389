import type { Answer } from "../ask/answer.ts";
import { whyHidden } from "../ask/choose.ts";
import type { Change } from "../core/change.ts";
import { OperatorError } from "../core/errors.ts";
import type { Gap, Lookup } from "../core/evidence.ts";
import type { Place } from "../fleet/fleet.ts";
import { ingest } from "../ingest/ingest.ts";
import { counted } from "./counted.ts";
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
 * @param answer the answer from what the ledger holds now.
 * @returns notes that say what was asked and what came of it.
 */
export async function lookFurther(
  material: Material,
  surroundings: Surroundings,
  { hops, accounts }: Further,
  answer: () => Answer,
): Promise<readonly string[]> {
  const asked = new Map<string, Asked>();
  let spent = 0;
  while (spent < hops) {
    const next = nextLookup(answer(), asked);
    if (!next) break;
    const source = await sourceFor(next, material, accounts);
    const result = source
      ? await askFor(next, source, material, surroundings)
      : { requests: 0, problem: "nothing in reach reads that account and region" };
    asked.set(keyOf(next), { lookup: next, ...result });
    spent += result.requests;
  }
  return notesOf([...asked.values()], nextLookup(answer(), asked) !== undefined, hops);
}

interface Asked {
  readonly lookup: Lookup;
  readonly requests: number;
  readonly added?: number;
  readonly problem?: string;
}

function nextLookup({ changes }: Answer, asked: ReadonlyMap<string, unknown>): Lookup | undefined {
  return changes
    .filter((change) => whyHidden(change) === undefined)
    .slice(0, LOOKED_INTO)
    .flatMap(gapsOf)
    .flatMap(({ lookups = [] }) => lookups)
    .find((lookup) => !asked.has(keyOf(lookup)));
}

function gapsOf({ actor, behind }: Change): readonly Gap[] {
  return [...actor.gaps, ...(behind?.gaps ?? [])];
}

function keyOf({ account, region, selector, from, to }: Lookup): string {
  return JSON.stringify([account, region, selector, from, to]);
}

/** A source that is open already, else one more for the same account in another region. */
async function sourceFor(
  { account, region }: Lookup,
  { sources, openElsewhere }: Material,
  accounts: ReadonlySet<string>,
): Promise<NamedSource | undefined> {
  // Without a fleet only the credentials know the account, and the first page told it.
  const isOf = (place: Place): boolean =>
    place.account === undefined ? accounts.has(account) : place.account === account;
  const ofAccount = sources.filter(({ place, isGlobal }) => place && isOf(place) && !isGlobal);
  const here = ofAccount.find(({ place }) => place?.region === region);
  const [any] = ofAccount;
  return here ?? (any?.place && openElsewhere?.({ ...any.place, region }));
}

async function askFor(
  { selector, from, to }: Lookup,
  { source, label }: NamedSource,
  { ledger, now, limits }: Material,
  { signal }: Surroundings,
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
      maxRequests: MOST_PAGES,
      ...(rate !== undefined && { rate }),
    });
    for await (const step of steps) {
      requests += step.requests;
      added += step.added;
    }
    return { requests, added };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { requests: Math.max(1, requests), problem: `${label}: ${error.message}` };
  }
}

/** What one lookup may cost: what is looked for stands on the first page, or the selector is too broad to be worth more. */
const MOST_PAGES = 3;

function notesOf(all: readonly Asked[], isMore: boolean, hops: number): readonly string[] {
  const made = all.filter(({ requests }) => requests > 0);
  const requests = made.reduce((sum, one) => sum + one.requests, 0);
  const said = made.map(({ lookup, added, problem }) => {
    const { account, region, selector } = lookup;
    const result = problem ?? (added ? counted(added, "record") : "nothing new");
    return `${selector} in ${account} ${region} (${result})`;
  });
  const more = isMore
    ? [`more could be asked to find out who stood behind; --hops ${String(hops * 2)} allows it`]
    : [];
  if (requests === 0) return more;
  return [
    `asked ${counted(requests, "request")} more to find out who stood behind: ${said.slice(0, MOST_SAID).join("; ")}${said.length > MOST_SAID ? " …" : ""}`,
    ...more,
  ];
}

const MOST_SAID = 4;
