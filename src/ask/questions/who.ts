import type { Change, Intent } from "../../core/change.ts";
import { lookFor } from "../about-target.ts";
import type { Answer, Verb, VerbIntents } from "../answer.ts";
import { FILTER_PARAMETERS, readFilters, selectorOf } from "../filters.ts";
import { nearest } from "../../core/nearest.ts";
import {
  ALL_PARAMETER,
  badArgument,
  limitParameter,
  needWindow,
  readAt,
  readFlag,
  readList,
  readWindow,
  WINDOW_PARAMETERS,
} from "../parameters.ts";
import { leadWith } from "../lead.ts";
import { nothingFound, otherChanges } from "../nothing-found.ts";
import { operationsFor } from "../operations.ts";
import { defineQuestion, type Arguments } from "../question.ts";
import { coverageOf, lookedAt } from "../seen.ts";
import { effectsOf, parseTarget, selectorsOf } from "../target.ts";
import { tellEffects, type ToldEffects } from "../told-effects.ts";

const DEFAULT_SINCE = "24h";
const DEFAULT_LIMIT = 20;

/** What a word asks for. A restart is whatever ends running tasks, because that is what the asker saw. */
const VERBS: VerbIntents = {
  restarted: ["restart", "deploy", "rollback", "stop-task", "stop-service", "delete"],
  scaled: ["scale", "stop-service"],
  stopped: ["stop-service", "stop-task", "delete", "drain", "abort-deploy"],
  deployed: ["deploy", "rollback", "restart"],
  deleted: ["delete", "deregister"],
  created: ["create", "run-task", "register"],
  changed: undefined,
};

export const who = defineQuestion({
  name: "who",
  summary:
    "Who restarted, scaled, stopped, deployed, deleted, created or changed it: newest first, with the evidence",
  parameters: [
    {
      name: "verb",
      summary: "Narrows to what was done; left out, every change counts",
      type: "text",
      positional: true,
      optional: true,
      placeholder: "verb",
      choices: Object.keys(VERBS),
    },
    {
      name: "target",
      summary: "A service, cluster/service, cluster, task id, family:revision or ECS ARN",
      type: "list",
      positional: true,
      placeholder: "target",
    },
    ...WINDOW_PARAMETERS,
    ...FILTER_PARAMETERS,
    limitParameter(DEFAULT_LIMIT),
    ALL_PARAMETER,
  ],
  examples: [
    { command: "who checkout", tells: "who changed the service checkout in the last 24 hours" },
    {
      command: "who restarted prod",
      tells: "who replaced running tasks of anything in the cluster prod",
    },
    { command: "who stopped prod/checkout --at 14:21", tells: "who stopped it around 14:21 UTC" },
    {
      command: "who checkout --since 7d --tool terraform",
      tells: "what Terraform did to it in a week",
    },
  ],

  needs(args, now) {
    const { verb, target } = readWords(args);
    readFilters(args);
    const everything = readFlag(args, "all");
    const selector = selectorOf(args);
    return {
      ...needWindow(readWindow(args, now, DEFAULT_SINCE), now),
      actions: operationsFor({
        target: parseTarget(target),
        intents: VERBS[verb],
        named: readList(args, "action"),
      }),
      everything,
      ...(selector !== undefined && { selector }),
      newestSettles: !everything,
      ...effectsOf(parseTarget(target)),
    };
  },

  ask(args, ledger, context) {
    const { verb, target } = readWords(args);
    const intents = VERBS[verb];
    const found = lookFor(args, ledger, context, {
      target,
      since: DEFAULT_SINCE,
      limit: DEFAULT_LIMIT,
      ...(intents && { keep: (change) => isOneOf(intents, change) }),
    });
    const coverage = coverageOf(ledger, found.window, context.coverage);
    const { effective } = found.choice;
    const told = tellEffects(
      ledger,
      { ...found, resources: selectorsOf(found.target), changes: found.fitting },
      context,
    );
    const at = readAt(args, context.now);
    const lead = leadWith({
      changes: effective,
      told: ENDINGS.has(verb) ? told : NO_EFFECTS,
      ...(at !== undefined && { at }),
      today: context.now.toISOString().slice(0, 10),
    });
    const said = lead
      ? {
          sentence: lead.sentence,
          notes: [
            ...(lead.change ? unseenBefore(lead.change, target) : []),
            ...otherChanges(found),
          ],
        }
      : nothingFound({
          found,
          ledger,
          context,
          looked: lookedAt(coverage),
          deed: verb === "changed" ? "was changed" : `was ${verb}`,
        });
    return {
      question: "who",
      view: "list",
      sentence: said.sentence,
      changes: found.choice.shown.toReversed(),
      findings: [],
      ...(told.effects.length > 0 && told),
      ...(lead?.verdict && { lead: lead.verdict }),
      coverage,
      notes: [...said.notes, ...found.notes, ...found.choice.notes],
      counts: { ...found.choice.counts, unreadable: context.unreadable.length },
      unreadable: context.unreadable,
      window: { from: found.window.from, to: found.window.to },
      now: context.now.toISOString(),
    } satisfies Answer;
  },
});

/** Verbs to which what ECS did by itself is an answer too. */
const ENDINGS: ReadonlySet<Verb> = new Set<Verb>(["changed", "deployed", "restarted", "stopped"]);
const NO_EFFECTS: ToldEffects = { effects: [], verdicts: [] };

/** What a reader of the sentence would ask next, where nothing that was seen tells. */
const TELLING: ReadonlySet<string> = new Set(["desiredCount", "taskDefinition"]);

function unseenBefore({ settings, outcome }: Change, target: string): readonly string[] {
  const unseen = settings.find(({ name, before }) => TELLING.has(name) && before === undefined);
  if (!unseen || outcome.kind === "refused") return [];
  return [
    `what ${unseen.name} was before stands in none of the records seen; timeline ${target} --since 14d looks further back`,
  ];
}

/** `who restarted checkout`: surfaces that cannot put an optional word first may hand both over in either place. */
function readWords(args: Arguments): { readonly verb: Verb; readonly target: string } {
  const words = [...readList(args, "verb"), ...readList(args, "target")];
  const [first, second] = words;
  if (first === undefined) {
    throw badArgument("target", "is missing", "Name what was changed: tasktrail who checkout");
  }
  if (second === undefined) {
    if (!isVerb(first)) return { verb: "changed", target: first };
    throw badArgument("target", `who ${first} what?`, `Name it: tasktrail who ${first} checkout`);
  }
  if (words.length > 2)
    throw badArgument("target", "names more than one thing", "Ask about one at a time.");
  if (isVerb(first)) return { verb: first, target: second };
  const [near] = nearest(first, Object.keys(VERBS));
  throw badArgument(
    "verb",
    `${JSON.stringify(first)} is not known${near === undefined ? "" : `; did you mean ${near}?`}`,
    `Write one of: ${Object.keys(VERBS).join(", ")}`,
  );
}

function isVerb(word: string): word is Verb {
  return Object.hasOwn(VERBS, word);
}

function isOneOf(intents: readonly Intent[], { intent }: Change): boolean {
  return intents.includes(intent);
}
