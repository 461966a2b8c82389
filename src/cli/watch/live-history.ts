import type { Actor } from "../../core/actor.ts";
import type { Change, Resource } from "../../core/change.ts";
import { decode } from "../../core/decode.ts";
import type { AddressBook, Origin } from "../../core/origin.ts";
import { tellHistory } from "../../core/timeline.ts";
import type { Tool } from "../../core/tool.ts";
import type { Ledger, RecordFilter } from "../../ledger/ledger.ts";

/** So much of a resource's past is read to know what was there before, and kept while it is in use. */
const EARLIER_RECORDS = 50;
const MOST_RESOURCES = 1000;
const MOST_DEFINITIONS = 500;

/**
 * Tells changes as they come what was there before. The past of a resource is read from the ledger once and then grows
 * with what comes, also out of order, so that a burst does not read the same fifty records a hundred times.
 */
export class LiveHistory {
  readonly #ledger: Ledger;
  readonly #book: AddressBook;
  readonly #pasts = new Map<string, Map<string, Change>>();
  readonly #definitions = new Map<string, Change>();

  constructor(ledger: Ledger, book: AddressBook) {
    this.#ledger = ledger;
    this.#book = book;
  }

  /** The change with its `before`, intent and no-ops told. Its record must be in the ledger. */
  tell(change: Change): Change {
    if (change.nature !== "mutating" || change.resource.name === "") return change;
    const past = this.#pastOf(change);
    past.delete(change.eventID);
    const story = [...this.#definitionsOf(change, past), ...past.values(), change].toSorted(byTime);
    const told = tellHistory(story).find(({ eventID }) => eventID === change.eventID) ?? change;
    past.set(change.eventID, slim(change));
    for (const eventID of [...past.keys()].slice(0, Math.max(0, past.size - EARLIER_RECORDS))) {
      past.delete(eventID);
    }
    return told;
  }

  #pastOf({ account, region, resource, at }: Change): Map<string, Change> {
    const { kind, cluster } = resource;
    const name = lastingName(resource);
    const key = JSON.stringify([account, region, kind, cluster, name]);
    const known = this.#pasts.get(key);
    const past = known ?? new Map<string, Change>();
    if (known === undefined) {
      const earlier = this.#read({
        ...placeOf(account, region),
        to: at,
        eventSources: ["ecs.amazonaws.com"],
        resources: [{ kind, name, ...(cluster !== undefined && { cluster }) }],
        changesOnly: true,
        order: "newest",
        limit: EARLIER_RECORDS,
      });
      for (const change of earlier.toReversed()) past.set(change.eventID, slim(change));
    }
    touch(this.#pasts, key, past, MOST_RESOURCES);
    return past;
  }

  /** The registrations of the definitions that the service had or was moved to. */
  #definitionsOf(change: Change, past: ReadonlyMap<string, Change>): readonly Change[] {
    const moves = change.settings.some(({ name }) => name === "taskDefinition");
    if (!moves) return [];
    const names = [...past.values(), change].flatMap(({ settings, state }) => [
      settings.find(({ name }) => name === "taskDefinition")?.after,
      state["taskDefinition"],
    ]);
    const revisions = names.filter(
      (name): name is string => typeof name === "string" && /:\d+$/.test(name),
    );
    return [...new Set(revisions)].slice(-4).flatMap((name) => this.#definition(change, name));
  }

  #definition({ account, region }: Change, name: string): readonly Change[] {
    const key = JSON.stringify([account, region, name]);
    const known = this.#definitions.get(key);
    const found =
      known ??
      this.#read({
        ...placeOf(account, region),
        eventSources: ["ecs.amazonaws.com"],
        eventNames: ["RegisterTaskDefinition"],
        resources: [{ kind: "task-definition", name }],
        limit: 1,
      })[0];
    if (found === undefined) return [];
    touch(this.#definitions, key, found, MOST_DEFINITIONS);
    return [found];
  }

  #read(filter: RecordFilter): readonly Change[] {
    return Array.from(this.#ledger.records(filter), (record) => decode(record, this.#book));
  }
}

/**
 * What telling history needs of a change. Who made it, with all the evidence, is nine tenths of it and no part of its past.
 */
function slim(change: Change): Change {
  const { behind: _, ...rest } = change;
  return { ...rest, actor: NOBODY, tool: NO_TOOL, origin: NOWHERE, related: [] };
}

const NOBODY: Actor = {
  kind: "unknown",
  name: "",
  via: "",
  principal: "",
  through: [],
  evidence: [],
  gaps: [],
};
const NO_TOOL: Tool = { kind: "unknown", name: "", evidence: [] };
const NOWHERE: Origin = { kind: "unknown", name: "", evidence: [] };

/** The family of a task definition: its earlier revisions are its past. */
function lastingName({ kind, name }: Resource): string {
  return kind.endsWith("task-definition") ? name.replace(/:\d+$/, "") : name;
}

function placeOf(account: string, region: string): Pick<RecordFilter, "accounts" | "regions"> {
  return {
    ...(account !== "" && { accounts: [account] }),
    ...(region !== "" && { regions: [region] }),
  };
}

function byTime(one: Change, other: Change): number {
  return one.at < other.at ? -1 : Number(one.at > other.at);
}

/** Keeps what was used last; a Map's order is that of its insertions. */
function touch<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
