import type { Answer, ExplainedField, Finding } from "../ask/answer.ts";
import {
  actorPhrase,
  deedPhrase,
  howPhrase,
  settingSteps,
  shortId,
  untoldSettings,
} from "../ask/phrases.ts";
import { toldEffects, type ToldEffect } from "../ask/text/effect-lines.ts";
import { clauseOfEffect } from "../core/effect-clause.ts";
import type { Change } from "../core/change.ts";
import { resourceLabel } from "../core/sentence.ts";
import type { BriefChange, BriefEffect, BriefField, BriefFinding } from "./brief.ts";
import { forAgents, valueForAgents } from "./for-agents.ts";

/** Changes that are the same but for time and number, together, in the order of the answer: each is one row. */
export function alikeChanges(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = foldKey(change);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

/** A task's own id tells nothing that its service or family does not, where many of them were treated alike. */
function foldKey(change: Change): string {
  const { account, region, resource, actor, tool, origin } = change;
  const { kind, cluster, service, name } = resource;
  const alike = kind === "task" ? "" : name;
  return JSON.stringify([
    account,
    region,
    kind,
    cluster,
    service,
    alike,
    deedPhrase(change),
    actor.name,
    tool.name,
    origin.name,
  ]);
}

export function changeRow(group: readonly Change[]): BriefChange {
  const [first, last] = [group[0], group.at(-1)] as [Change, Change];
  const settings = settingsOf(first);
  const { grade } = first.actor;
  return {
    id: forAgents(shortId(first), 60),
    at: forAgents(first.at, 30),
    where: forAgents(`${first.account} ${first.region}`.trim(), 60),
    what: forAgents(resourceLabel(first.resource), 160),
    done: forAgents(deedPhrase(first)),
    by: forAgents(actorPhrase(first)),
    ...(grade && { grade }),
    how: forAgents(howPhrase(first, "with"), 160),
    ...(settings !== "" && { settings }),
    ...(group.length > 1 && { more: group.length - 1, until: forAgents(last.at, 30) }),
  };
}

const MOST_SETTINGS = 4;
const LONGEST_SETTING = 80;

function settingsOf(change: Change): string {
  const steps = settingSteps(untoldSettings(change));
  const told = steps
    .slice(0, MOST_SETTINGS)
    .map(
      ({ name, step }) =>
        `${forAgents(name, LONGEST_SETTING)}: ${valueForAgents(name, step, LONGEST_SETTING)}`,
    );
  const more = steps.length - told.length;
  return [...told, ...(more > 0 ? [`${String(more)} more`] : [])].join("; ");
}

/** What ECS did, newest first, but in a timeline in its order. */
export function effectsOf(answer: Answer): readonly ToldEffect[] {
  const told = toldEffects(answer);
  return answer.view === "timeline" ? told : told.toReversed();
}

export function effectRow({ effect, why, more }: ToldEffect): BriefEffect {
  const id = effect.kind === "task" ? effect.resource.name : (effect.deployment ?? effect.id);
  return {
    id: forAgents(id, 80),
    at: forAgents(effect.at, 30),
    what: forAgents(clauseOfEffect(effect)),
    why: forAgents(why),
    ...(more > 0 && { more }),
  };
}

const MOST_IDS = 3;

export function findingRow({ severity, id, message, eventIDs }: Finding): BriefFinding {
  return {
    severity,
    id: forAgents(id, 60),
    message: forAgents(message, 320),
    eventIDs: eventIDs.slice(0, MOST_IDS).map((eventID) => forAgents(shortId({ eventID }), 60)),
  };
}

export function fieldRow({ field, value, says, grade }: ExplainedField): BriefField {
  return {
    field: forAgents(field, 160),
    value: valueForAgents(field, value),
    says: forAgents(says, 160),
    ...(grade && { grade }),
  };
}
