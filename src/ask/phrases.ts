import type { Change, Outcome, Setting } from "../core/change.ts";
import { clauseOfEffect } from "../core/effect-clause.ts";
import { shortHand } from "../core/short-hand.ts";
import type { Verdict } from "../core/verdict.ts";
import {
  changedSettings,
  deedOf,
  namedActor,
  relationOf,
  stepOf,
  valueLabel,
} from "../core/sentence.ts";

/** `Jane Doe (Identity Center, AdministratorAccess)`. Like all of these, hostile until rendered. */
export function actorPhrase({ actor, behind }: Change): string {
  const name = namedActor(actor);
  return behind === undefined ? name : `${name}, ${relationOf(actor)} ${namedActor(behind)}`;
}

/** `Terraform 1.9`, `aws-cli 2.35 driven by Claude Code`. */
export function toolPhrase({ tool }: Change): string {
  const name = tool.kind === "unknown" || tool.name === "" ? "an unknown tool" : tool.name;
  const version = tool.version === undefined ? "" : ` ${tool.version}`;
  const driven = tool.aiAgent === undefined ? "" : ` driven by ${tool.aiAgent}`;
  return `${name}${version}${driven}`;
}

/** `203.0.113.7 (office)`, `140.82.114.3 (AS36459 GitHub, Inc., US)`. */
export function originPhrase({ origin }: Change): string {
  if (origin.name === "") return "an unknown address";
  const known = origin.label ?? [origin.network, origin.country].filter(Boolean).join(", ");
  return known === "" ? origin.name : `${origin.name} (${known})`;
}

/** `with Terraform 1.9 from 203.0.113.7`; without what the actor's or the tool's name says already. */
export function howPhrase(change: Change, link: "with" | "via"): string {
  const { actor, tool, origin } = change;
  const isService = tool.name === actor.name && tool.aiAgent === undefined;
  const through = isService ? [] : [`${link} ${toolPhrase(change)}`];
  const from = origin.kind === "aws-service" ? [] : [`from ${originPhrase(change)}`];
  return [...through, ...from].join(" ");
}

/** What was done, with what became of it where AWS did not take it or nothing came of it. */
export function deedPhrase(change: Change): string {
  const deed = deedOf(change);
  if (change.outcome.kind === "refused") return `NOT ${deed}: ${change.outcome.errorCode}`;
  return change.noop ? `${deed} (changed nothing)` : deed;
}

/** `accepted`, or the error. */
export function outcomePhrase(outcome: Outcome): string {
  if (outcome.kind === "accepted") return "accepted";
  const message = outcome.errorMessage === undefined ? "" : `: ${outcome.errorMessage}`;
  return `refused (${outcome.errorCode}${message})`;
}

/** The settings that say something, each as `before → after`. */
export function settingSteps(settings: readonly Setting[]): readonly SettingStep[] {
  return changedSettings(settings).map((setting) => ({
    name: setting.name,
    step: setting.momentary ? valueLabel(setting.after) : wholeStep(setting),
  }));
}

/** The settings that the deed's own words do not tell already. */
export function untoldSettings(change: Change): readonly Setting[] {
  const deed = deedOf(change);
  return changedSettings(change.settings).filter((setting) => {
    const { before, after, momentary } = setting;
    if (momentary) return after !== false && !deed.includes(`"${valueLabel(after)}"`);
    return before === undefined || !deed.includes(stepOf(setting));
  });
}

export interface SettingStep {
  readonly name: string;
  readonly step: string;
}

function wholeStep({ before, after }: Setting): string {
  const was = before === undefined ? "(before: not seen)" : valueLabel(before);
  return `${was} → ${valueLabel(after)}`;
}

const NO_ID = "no-eventID:";

/** Enough of an eventID to ask `explain` with. */
export function shortId({ eventID }: Pick<Change, "eventID">): string {
  if (eventID.startsWith(NO_ID)) return eventID.slice(0, NO_ID.length + 8);
  return /^[0-9a-f]{8}-/i.test(eventID) ? eventID.slice(0, 8) : eventID;
}

/**
 * The event's page in the CloudTrail console, or nothing where id or region are not of the documented forms: a link is
 * made only from what cannot carry anything else.
 */
export function consoleUrl({ eventID, region }: Change): string | undefined {
  const isPlain = /^[0-9a-f-]{36}$/i.test(eventID) && /^[a-z]{2}(?:-[a-z]+){1,3}-\d$/.test(region);
  if (!isPlain) return undefined;
  return `https://${region}.${consoleHost(region)}/cloudtrailv2/home?region=${region}#/events/${eventID}`;
}

function consoleHost(region: string): string {
  if (region.startsWith("cn-")) return "console.amazonaws.cn";
  return region.startsWith("us-gov-") ? "console.amazonaws-us-gov.com" : "console.aws.amazon.com";
}

/** Why an effect happened, in a line: `no one called an API: …`, `because of: scaled 4 → 0 by jane`. */
export function whyPhrase({ subject, cause, confidence }: Verdict): string {
  if (cause === undefined) return "why: not known";
  if (cause.kind === "condition") {
    const nobody = confidence === "proven" ? "no one called an API" : "no call seen";
    const isSaid = clauseOfEffect(subject).endsWith(cause.says);
    return `${nobody}${isSaid ? "" : `: ${cause.says}`} [${confidence}]`;
  }
  const { change } = cause;
  return `because of: ${deedOf(change)} by ${shortHand(change)} [${confidence}, ${shortId(change)}]`;
}
