import type { Change } from "./change.ts";
import type { Detected, Detector, Sighting } from "./detector.ts";
import type { About, Severity } from "./finding.ts";
import { isEffective } from "./is-effective.ts";
import { unfoldKeys } from "./pattern.ts";
import type { CloudTrailRecord } from "./record.ts";
import { indexRules } from "./rule-index.ts";
import type { Rule } from "./rule.ts";
import { seenEvent, type Standing } from "./seen-event.ts";

/** What to look for, and what is known of the user's world. */
export interface Watchlist {
  readonly rules: readonly Rule[];
  readonly detectors: readonly Detector[];
  /** The user's word about a rule or detector, by its id. */
  readonly adjustments?: ReadonlyMap<string, Adjustment>;
  readonly hasLabels?: boolean;
  readonly standing?: (change: Change) => Pick<Standing, "environment" | "changeWindow">;
}

export interface Adjustment {
  readonly off?: boolean;
  readonly severity?: Severity;
  readonly parameters?: ReadonlyMap<string, number>;
}

/** One record that a rule or detector found. */
export interface Hit {
  readonly about: About;
  readonly severity: Severity;
  readonly change: Change;
  readonly detected?: Detected;
}

/** Rules and detectors at work. Changes must come oldest first, with `before` told. */
export interface Watch {
  readonly see: (change: Change, record: CloudTrailRecord) => readonly Hit[];
  /** Shows what came before, to know what is usual. */
  readonly learn: (change: Change, record: CloudTrailRecord) => void;
  readonly notes: () => readonly string[];
  /** The services whose records some rule asks for by name. */
  readonly eventSources: readonly string[];
}

/** @throws PatternError where a rule's pattern would be refused. */
export function startWatch(list: Watchlist): Watch {
  const { adjustments = new Map<string, Adjustment>() } = list;
  const isOn = ({ id }: About): boolean => adjustments.get(id)?.off !== true;
  const index = indexRules(list.rules.filter(isOn));
  const detectors = list.detectors.filter(isOn).map((detector) => ({
    detector,
    watching: detector.start(parameterOf(detector, adjustments.get(detector.id))),
  }));
  const managers = new Map<string, string>();

  const sightingOf = (change: Change, record: CloudTrailRecord, isPast: boolean): Sighting => {
    const place = JSON.stringify(placeOf(change));
    const managedBy = managers.get(place);
    if (isEffective(change) && change.tool.kind === "iac") managers.set(place, change.tool.name);
    const event = seenEvent(change, record, {
      ...list.standing?.(change),
      hasLabels: list.hasLabels === true,
      ...(managedBy !== undefined && { managedBy }),
    });
    return { change, record, event: unfoldKeys(event), isPast };
  };
  const hitOf = (about: About, change: Change, detected?: Detected): Hit => ({
    about,
    severity: adjustments.get(about.id)?.severity ?? about.severity,
    change,
    ...(detected && { detected }),
  });

  return {
    eventSources: index.eventSources,
    notes: () => detectors.flatMap(({ watching }) => watching.notes?.() ?? []),
    learn: (change, record) => {
      const sighting = sightingOf(change, record, true);
      for (const { watching } of detectors) watching.see(sighting);
    },
    see: (change, record) => {
      const sighting = sightingOf(change, record, false);
      const hits = index.find(change.eventName, sighting.event).map((rule) => hitOf(rule, change));
      for (const { detector, watching } of detectors) {
        const detected = watching.see(sighting);
        if (detected) hits.push(hitOf(detector, change, detected));
      }
      return hits;
    },
  };
}

function parameterOf(
  detector: Detector,
  adjustment: Adjustment | undefined,
): (name: string) => number {
  const values = new Map(detector.parameters.map((one) => [one.name, one.default]));
  for (const [name, value] of adjustment?.parameters ?? []) values.set(name, value);
  return (name) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`${detector.id} has no parameter ${name}`);
    return value;
  };
}

function placeOf({ account, region, resource }: Change): readonly (string | undefined)[] {
  return [account, region, resource.kind, resource.cluster, resource.name];
}
