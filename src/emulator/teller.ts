import type { JsonObject } from "../core/record.ts";
import { isoSeconds, writeRecord, type ApiCall, type Caller, type Clock } from "./record-writer.ts";
import type { Incident, Truth } from "./scenario.ts";
import type { ServiceSpec } from "./stage.ts";
import { Stage } from "./stage.ts";

/** One short part of a scenario: who does what and when, and what a right answer says about it. */
export interface Story {
  readonly name: string;
  readonly tell: (teller: Teller) => void;
  readonly incidents?: readonly StoryIncident[];
}

/** How a story is told. */
export interface Teller {
  /**
   * Somebody calls an API.
   *
   * @param written when, in the scenario's own time: ISO 8601 in UTC.
   * @param mark a name for this call, where an incident's truth refers to it.
   */
  readonly at: (written: string, caller: Caller, call: ApiCall, mark?: string) => void;
}

/** An incident as its story writes it; what the record itself says (eventID, time, place) is filled in from the mark. */
export interface StoryIncident {
  readonly id: string;
  readonly symptom: string;
  /** The command line after `tasktrail`; `moment` writes the time of the marked call in the forms that `--at` takes. */
  readonly question: (moment: { readonly clock: string; readonly minute: string }) => string;
  /** The mark of the call that is the answer. */
  readonly mark: string;
  readonly truth: Pick<Truth, "intent" | "actorKind" | "tool" | "origin" | "says"> & {
    /** Read from the marked record, where only the telling makes it: a task's id. */
    readonly actorName: string | ((record: JsonObject) => string);
  };
}

interface Act {
  readonly at: number;
  readonly key: string;
  readonly caller: Caller;
  readonly call: ApiCall;
}

/** What comes of telling stories. */
export interface Told {
  /** Oldest first. */
  readonly records: readonly JsonObject[];
  readonly incidents: readonly Incident[];
}

/**
 * Tells stories in the order of time, so that each call finds the stage as the calls before it left it.
 *
 * @param shiftMs how much later than written everything happens.
 * @throws Error where an incident's mark names no call, or two calls have one name.
 */
export function tellStories(
  scenario: string,
  services: readonly ServiceSpec[],
  stories: readonly Story[],
  shiftMs: number,
): Told {
  const clock: Clock = (written) => isoSeconds(new Date(Date.parse(written) + shiftMs));
  const stage = new Stage();
  for (const spec of services) stage.open({ ...spec, createdAt: clock(spec.createdAt) });
  const acts = stories.flatMap((story) => actsOf(scenario, story));
  const marked = new Map<string, JsonObject>();
  const records = acts
    .toSorted((one, other) => one.at - other.at)
    .map((act) => {
      const record = perform(act, stage, clock, shiftMs);
      if (marked.has(act.key)) throw new Error(`Two calls are told as ${act.key}.`);
      marked.set(act.key, record);
      return record;
    });
  const incidents = stories.flatMap((story) =>
    (story.incidents ?? []).map((incident) =>
      incidentOf(incident, marked.get(keyOf(scenario, story, incident.mark))),
    ),
  );
  return { records, incidents };
}

function actsOf(scenario: string, story: Story): readonly Act[] {
  const acts: Act[] = [];
  story.tell({
    at: (written, caller, call, mark) => {
      const key = keyOf(scenario, story, mark ?? `#${String(acts.length)}`);
      acts.push({ at: Date.parse(written), key, caller, call });
    },
  });
  return acts;
}

function keyOf(scenario: string, story: Story, mark: string): string {
  return `${scenario}/${story.name}/${mark}`;
}

function perform(act: Act, stage: Stage, clock: Clock, shiftMs: number): JsonObject {
  const { key, caller, call } = act;
  const { account, region } = caller;
  const at = new Date(act.at + shiftMs);
  return writeRecord(call, { stage, account, region, at, key, caller, clock });
}

function incidentOf(incident: StoryIncident, record: JsonObject | undefined): Incident {
  if (!record) throw new Error(`The incident ${incident.id} marks no call.`);
  const text = (field: string): string => {
    const value = record[field];
    return typeof value === "string" ? value : "";
  };
  const at = text("eventTime");
  const { actorName } = incident.truth;
  const moment = { clock: at.slice(11, 16), minute: `${at.slice(0, 16)}Z` };
  return {
    id: incident.id,
    symptom: incident.symptom,
    question: incident.question(moment),
    truth: {
      eventID: text("eventID"),
      at,
      account: text("recipientAccountId"),
      region: text("awsRegion"),
      eventName: text("eventName"),
      ...incident.truth,
      actorName: typeof actorName === "string" ? actorName : actorName(record),
    },
  };
}
