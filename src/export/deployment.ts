import { createHash } from "node:crypto";
import { OperatorError } from "../core/errors.ts";
import type { EventPattern } from "../core/pattern.ts";
import type { Rule } from "../core/rule.ts";
import { eventFeed } from "./event-feed.ts";
import { nativeRule, type NativeRule } from "./native-rule.ts";
import type { SinkGrant } from "./policies.ts";
import { splitPattern } from "./split-pattern.ts";

/** What the user wants to deploy. */
export interface DeploymentOptions {
  /** What every resource's name begins with. */
  readonly name: string;
  readonly rules: readonly Rule[];
  /**
   * Which rules EventBridge holds by itself: those that say there what they say here (`exact`), every one that it can hold,
   * if it fires more often there, and no Lambda (`all`), or none.
   */
  readonly native: "exact" | "all" | "none";
  readonly emails: readonly string[];
  /** Names of environment variables with secrets of sinks: `SLACK_WEBHOOK_URL`. */
  readonly secrets: readonly string[];
  readonly grants: readonly SinkGrant[];
  /** The organisation's id, where its members hand their events to a central bus. */
  readonly organization?: string;
}

/** What is deployed, whatever the language of the template. */
export interface Deployment extends Omit<DeploymentOptions, "native" | "rules"> {
  /** Rules that EventBridge holds by itself. */
  readonly natives: readonly NativePart[];
  /** What reaches the Lambda; nothing where there is none. */
  readonly feed: readonly EventPattern[];
  /** What members of the organisation hand on. */
  readonly forwarded: readonly EventPattern[];
  /** The rules that the Lambda runs. */
  readonly lambdaRules: readonly Rule[];
  /** Rules that run nowhere, because there is no Lambda. */
  readonly left: readonly Rule[];
}

/** One rule of EventBridge's: a rule of ours, or a part of one whose pattern was too long. */
export interface NativePart {
  /** Unique among all, at most 64 characters with the deployment's name. */
  readonly id: string;
  readonly description: string;
  readonly pattern: EventPattern;
}

/** @throws OperatorError `bad-argument` for a name, address or id that AWS would refuse or a template could misread. */
export function planDeployment(options: DeploymentOptions): Deployment {
  check(options);
  const { name, rules, native } = options;
  const found = native === "none" ? [] : rules.flatMap((rule) => nativeRule(rule) ?? []);
  const natives = native === "exact" ? found.filter(({ wider }) => wider.length === 0) : found;
  const held = new Set(natives.map(({ rule }) => rule));
  const others = rules.filter((rule) => !held.has(rule));
  const lambdaRules = native === "all" ? [] : others;
  return {
    ...options,
    natives: natives.flatMap((one) => partsOf(one, name)),
    feed: native === "all" ? [] : eventFeed(lambdaRules),
    forwarded: eventFeed(rules),
    lambdaRules,
    left: native === "all" ? others : [],
  };
}

function check({ name, emails, secrets, organization, rules }: DeploymentOptions): void {
  refuseUnless(
    /^[a-z](?:[a-z0-9-]{0,22}[a-z0-9])?$/,
    name,
    "name",
    "up to 24 small letters, digits and hyphens",
  );
  for (const email of emails) {
    refuseUnless(/^[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+$/, email, "address", "an e-mail address");
  }
  for (const secret of secrets) {
    refuseUnless(
      /^[A-Za-z]\w{0,60}$/,
      secret,
      "variable",
      "a name of letters, digits and underscores",
    );
  }
  if (organization !== undefined) {
    refuseUnless(/^o-[a-z0-9]{10,32}$/, organization, "organisation", "as in o-a1b2c3d4e5");
  }
  for (const { id } of rules) {
    refuseUnless(
      /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
      id,
      "rule's id",
      "small letters, digits and single hyphens",
    );
  }
}

function refuseUnless(pattern: RegExp, text: string, what: string, form: string): void {
  if (pattern.test(text)) return;
  throw new OperatorError("bad-argument", `${JSON.stringify(text)} cannot be the ${what}.`, {
    hint: `Write ${form}.`,
  });
}

/** What PutRule takes. */
const LONGEST_NAME = 64;
const LONGEST_DESCRIPTION = 512;

function partsOf({ rule, pattern, wider }: NativeRule, name: string): readonly NativePart[] {
  const patterns = splitPattern(pattern, rule.id);
  const longest = LONGEST_NAME - name.length - "--99".length;
  const base = rule.id.length <= longest ? rule.id : shortened(rule.id, longest);
  const description = [`${rule.title} (${rule.severity})`, ...wider].join("; ");
  return patterns.map((part, index) => ({
    id: patterns.length === 1 ? base : `${base}-${String(index + 1)}`,
    description: plain(description).slice(0, LONGEST_DESCRIPTION),
    pattern: part,
  }));
}

function shortened(id: string, longest: number): string {
  const hash = createHash("sha256").update(id).digest("hex").slice(0, 8);
  return `${id.slice(0, longest - hash.length - 1)}-${hash}`;
}

/** Titles of a user's own rules may hold anything. */
function plain(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{P}\p{Zs}]/gu, "?");
}
