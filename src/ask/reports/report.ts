import type { Change } from "../../core/change.ts";
import { clauseOfEffect } from "../../core/effect-clause.ts";
import type { Evidence, Gap, Grade } from "../../core/evidence.ts";
import type { Coverage } from "../../core/coverage.ts";
import { resourceLabel } from "../../core/sentence.ts";
import { alikeCoverage } from "../alike-coverage.ts";
import type { Answer, Finding } from "../answer.ts";
import {
  actorPhrase,
  consoleUrl,
  deedPhrase,
  howPhrase,
  settingSteps,
  shortId,
  untoldSettings,
} from "../phrases.ts";
import { placesOf } from "../seen.ts";
import { toldEffects } from "../text/effect-lines.ts";

/** Several answers about one matter, put together to be read by people who were not there. All strings are hostile until rendered. */
export interface Report {
  readonly title: string;
  /** The command line that writes it again. */
  readonly asked: string;
  readonly sentence: string;
  readonly window: { readonly from: string; readonly to: string };
  readonly now: string;
  /** Changes, and what ECS did, oldest first. */
  readonly timeline: readonly Moment[];
  readonly actors: readonly ActorPart[];
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly coverage: readonly SeenPart[];
  readonly notes: readonly string[];
  readonly appendix: readonly Proof[];
}

/** Places that were seen alike. */
export interface SeenPart {
  readonly places: string;
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly state: Coverage["state"];
  readonly note: string;
}

export interface Moment {
  readonly at: string;
  readonly where: string;
  readonly what: string;
  /** For a change who and how, for an effect why. */
  readonly why: string;
  readonly settings: readonly string[];
  /** The change's id; none for what ECS did. */
  readonly id?: string;
}

/** Who did what. */
export interface ActorPart {
  readonly name: string;
  readonly kind: string;
  readonly grade?: Grade;
  readonly deeds: readonly string[];
  readonly more: number;
}

/** What one line of the timeline rests on. */
export interface Proof {
  readonly id: string;
  readonly at: string;
  readonly what: string;
  /** The event's page in the CloudTrail console. */
  readonly url?: string;
  readonly evidence: readonly Evidence[];
}

/** What a report is made of. */
export interface ReportParts {
  readonly title: string;
  readonly asked: string;
  /** Its sentence leads. */
  readonly lead: Answer;
  /** Its changes and effects are the timeline. */
  readonly story: Answer;
  /** Its findings deserve a look. */
  readonly flags: Answer;
}

const MOST_MOMENTS = 500;
const MOST_PROOFS = 100;

/** Puts answers together; asks nobody. */
export function makeReport({ title, asked, lead, story, flags }: ReportParts): Report {
  const all = [lead, story, flags];
  const changes = inOrder(story.changes);
  const moments = [...changes.map(momentOf), ...effectMoments(story)].toSorted(
    (one, other) => Date.parse(one.at) - Date.parse(other.at),
  );
  const left = moments.length - MOST_MOMENTS;
  return {
    title,
    asked,
    sentence: lead.sentence,
    window: story.window,
    now: lead.now,
    timeline: moments.slice(-MOST_MOMENTS),
    actors: actorsOf(changes),
    findings: flags.findings,
    gaps: once(all.flatMap(gapsOf)),
    coverage: alikeCoverage(once(all.flatMap(({ coverage }) => coverage))).map(seenPart),
    notes: [
      ...(left > 0 ? [`${String(left)} older lines of the timeline are left out`] : []),
      ...new Set([...lead.notes, ...[...story.notes, ...flags.notes].filter(isNoTotal)]),
    ],
    appendix: [...changes.slice(-MOST_PROOFS).map(proofOf), ...verdictProofs(story)],
  };
}

/** Each answer tells what it hides; those of one are enough. */
function isNoTotal(note: string): boolean {
  return !note.startsWith("hidden: ");
}

function seenPart(parts: readonly Coverage[]): SeenPart {
  const [{ source, from, to, state, note = "" }] = parts as readonly [Coverage];
  const known = parts.filter(({ account, region }) => account !== "" || region !== "");
  return { places: placesOf(known), source, from, to, state, note };
}

function inOrder(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function momentOf(change: Change): Moment {
  return {
    at: change.at,
    where: `${change.account} ${change.region}`.trim(),
    what: `${resourceLabel(change.resource)} was ${deedPhrase(change)}`,
    why: `by ${actorPhrase(change)} ${howPhrase(change, "with")}`.trim(),
    settings: settingSteps(untoldSettings(change)).map(({ name, step }) => `${name}: ${step}`),
    id: shortId(change),
  };
}

function effectMoments(answer: Answer): readonly Moment[] {
  return toldEffects(answer).map(({ effect, why, more }) => ({
    at: effect.at,
    where: `${effect.account} ${effect.region}`.trim(),
    what: clauseOfEffect(effect) + (more > 0 ? `, and ${String(more)} more like it` : ""),
    why,
    settings: [],
  }));
}

const MOST_DEEDS = 12;

function actorsOf(changes: readonly Change[]): readonly ActorPart[] {
  const parts = new Map<string, Change[]>();
  for (const change of changes) {
    const key = actorPhrase(change);
    const part = parts.get(key);
    if (part) part.push(change);
    else parts.set(key, [change]);
  }
  return [...parts]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([name, theirs]) => {
      const [{ actor }] = theirs as [Change];
      const deeds = [...new Set(theirs.map(deedOf))];
      return {
        name,
        kind: actor.kind,
        ...(actor.grade && { grade: actor.grade }),
        deeds: deeds.slice(0, MOST_DEEDS),
        more: Math.max(0, deeds.length - MOST_DEEDS),
      };
    });
}

function deedOf(change: Change): string {
  return `${resourceLabel(change.resource)}: ${deedPhrase(change)}`;
}

function proofOf(change: Change): Proof {
  const { actor, behind, tool, origin } = change;
  const url = consoleUrl(change);
  return {
    id: change.eventID,
    at: change.at,
    what: `${change.eventName}: ${deedOf(change)}`,
    ...(url !== undefined && { url }),
    evidence: [
      ...actor.evidence,
      ...actor.through.flatMap(({ evidence }) => evidence),
      ...(behind?.evidence ?? []),
      ...tool.evidence.slice(0, 1),
      ...origin.evidence.slice(0, 1),
      ...change.settings.flatMap(({ beforeEvidence }) => beforeEvidence ?? []).slice(0, 1),
    ],
  };
}

function verdictProofs({ verdicts = [] }: Answer): readonly Proof[] {
  return verdicts.slice(-MOST_PROOFS).map(({ subject, evidence, confidence, rule }) => ({
    id: subject.id,
    at: subject.at,
    what: `${clauseOfEffect(subject)} (verdict: ${confidence}, ${rule})`,
    evidence,
  }));
}

function gapsOf({ changes, verdicts = [] }: Answer): readonly Gap[] {
  return [
    ...changes.flatMap(({ actor, behind }) => [...actor.gaps, ...(behind?.gaps ?? [])]),
    ...verdicts.flatMap(({ gaps }) => gaps),
  ].map(({ unknown, missing }) => ({ unknown, missing }));
}

function once<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
