import { createAttributor } from "../core/attribute.ts";
import type { Change, Resource } from "../core/change.ts";
import type { Interval } from "../core/coverage.ts";
import { decode } from "../core/decode.ts";
import type { AddressBook } from "../core/origin.ts";
import type { CloudTrailRecord } from "../core/record.ts";
import { tellHistory } from "../core/timeline.ts";
import { archiveOf } from "../ledger/archive.ts";
import type { Ledger, RecordFilter, ResourceSelector } from "../ledger/ledger.ts";
import type { Filters } from "./filters.ts";
import type { NameChange } from "./name-actors.ts";
import type { Window } from "./parameters.ts";
import type { AskContext } from "./question.ts";

/** ECS's own records: other services have operations of the same names. */
export const ECS: readonly string[] = ["ecs.amazonaws.com"];

/** How many earlier records of one resource are read to learn what was there before. */
export const EARLIER_RECORDS = 50;
/** Of how many resources earlier records are read. */
const RESOURCES_LOOKED_BACK = 500;

/** What to read. */
export interface Wanted {
  readonly window: Window;
  readonly filters: Filters;
  /** Reads and the agent's own calls too. */
  readonly withReads: boolean;
  /** Only records that touch these; decided again by `about`. */
  readonly resources?: readonly ResourceSelector[];
  /** Whether a change is about what was asked for. */
  readonly about: (change: Change) => boolean;
  readonly book: AddressBook;
  /** Names the actors once they are attributed, so that filters find them by it. */
  readonly names?: NameChange | undefined;
}

/**
 * Reads and decodes the window's records about what was asked for, with `before` told from the window and from a stated
 * number of earlier records of each resource. Filters on decoded fields are left to the caller, because history must be
 * told from everything.
 *
 * @returns changes oldest first.
 */
export function readChanges(ledger: Ledger, wanted: Wanted): readonly Change[] {
  const records = ledger.records({ ...recordFilter(wanted), order: "oldest" });
  const { attribute } = createAttributor(archiveOf(ledger));
  const { names: named = unchanged } = wanted;
  const within: Change[] = [];
  for (const record of records) {
    const change = decode(record, wanted.book);
    if (wanted.about(change)) within.push(named(attribute(change, record)));
  }
  return tell(ledger, within, wanted);
}

/** One record, decoded, with `before` told from earlier records of its resource. */
export function tellOne(
  ledger: Ledger,
  record: CloudTrailRecord,
  { book, names = unchanged }: Pick<AskContext, "book" | "names">,
): Change {
  const { attribute } = createAttributor(archiveOf(ledger));
  const change = names(attribute(decode(record, book), record));
  const [told = change] = tell(ledger, [change], {
    window: { from: change.at, to: change.at },
    book,
  });
  return told;
}

function unchanged(change: Change): Change {
  return change;
}

/** Tells changes, oldest first, with as much of the past as the ledger gives for it. */
function tell(
  ledger: Ledger,
  within: readonly Change[],
  { window, book }: { readonly window: Interval; readonly book: AddressBook },
): readonly Change[] {
  const read = (filter: RecordFilter): readonly Change[] => decodeAll(ledger.records(filter), book);
  const asked = new Set(within.map(({ eventID }) => eventID));
  const earlier = resourcesToLookBack(within).flatMap(({ account, region, resource }) =>
    read({
      ...place(account, region),
      to: window.from,
      eventSources: ECS,
      resources: [pastOf(resource)],
      changesOnly: true,
      order: "newest",
      limit: EARLIER_RECORDS,
    }),
  );
  const registered = definitionsOf([...within, ...earlier]).flatMap(({ account, region, name }) =>
    read({
      ...place(account, region),
      eventSources: ECS,
      eventNames: ["RegisterTaskDefinition"],
      resources: [{ kind: "task-definition", name }],
      limit: 1,
    }),
  );
  return tellHistory(inOrder([...within, ...earlier, ...registered])).filter(({ eventID }) =>
    asked.has(eventID),
  );
}

/** The ledger's filter for a question: what its columns can decide. */
export function recordFilter({ window, filters, withReads, resources }: Wanted): RecordFilter {
  return {
    from: window.from,
    to: window.to,
    eventSources: ECS,
    ...(filters.accounts.length > 0 && { accounts: filters.accounts }),
    ...(filters.regions.length > 0 && { regions: filters.regions }),
    ...(resources && { resources }),
    ...(!withReads && { changesOnly: true }),
  };
}

/** Decodes records in their order. */
export function decodeAll(
  records: Iterable<CloudTrailRecord>,
  book: AddressBook,
): readonly Change[] {
  return Array.from(records, (record) => decode(record, book));
}

/** Oldest first, each once; records of one second stay in the order they were read. */
function inOrder(changes: readonly Change[]): readonly Change[] {
  const once = new Map(changes.map((change) => [change.eventID, change]));
  return [...once.values()].toSorted((one, other) =>
    one.at < other.at ? -1 : Number(one.at > other.at),
  );
}

interface Placed {
  readonly account: string;
  readonly region: string;
  readonly resource: Resource;
}

function resourcesToLookBack(changes: readonly Change[]): readonly Placed[] {
  const found = new Map<string, Placed>();
  for (const { nature, settings, account, region, resource } of changes) {
    const needsPast =
      nature === "mutating" &&
      settings.some(({ before, momentary }) => before === undefined && !momentary);
    if (!needsPast || resource.name === "") continue;
    const key = JSON.stringify([account, region, resource.kind, resource.cluster, resource.name]);
    found.set(key, { account, region, resource });
  }
  return [...found.values()].slice(-RESOURCES_LOOKED_BACK);
}

/** The resource itself; of a task definition its family, whose earlier revisions are its past. */
function pastOf({ kind, name, cluster }: Resource): ResourceSelector {
  const lasting = kind.endsWith("task-definition") ? name.replace(/:\d+$/, "") : name;
  return { kind, name: lasting, ...(cluster !== undefined && { cluster }) };
}

function place(account: string, region: string): Pick<RecordFilter, "accounts" | "regions"> {
  return {
    ...(account !== "" && { accounts: [account] }),
    ...(region !== "" && { regions: [region] }),
  };
}

interface Definition {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

/** The task definitions that services had or were moved to, so that their registrations can be compared. */
function definitionsOf(changes: readonly Change[]): readonly Definition[] {
  const found = new Map<string, Definition>();
  for (const { account, region, settings, state } of changes) {
    const moved = settings.find(({ name }) => name === "taskDefinition");
    for (const name of [moved?.before, moved?.after, state["taskDefinition"]]) {
      if (typeof name !== "string" || !/:\d+$/.test(name)) continue;
      found.set(JSON.stringify([account, region, name]), { account, region, name });
    }
  }
  return [...found.values()].slice(-RESOURCES_LOOKED_BACK);
}
