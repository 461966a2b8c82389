import { sentenceOf } from "../../core/sentence.ts";
import { lookFor } from "../about-target.ts";
import type { Answer } from "../answer.ts";
import { counted } from "../choose.ts";
import { FILTER_PARAMETERS, readFilters, selectorOf } from "../filters.ts";
import {
  ALL_PARAMETER,
  badArgument,
  limitParameter,
  needWindow,
  readFlag,
  readList,
  readWindow,
  WINDOW_PARAMETERS,
} from "../parameters.ts";
import { nothingFound } from "../nothing-found.ts";
import { operationsFor } from "../operations.ts";
import { defineQuestion, type Arguments } from "../question.ts";
import { EARLIER_RECORDS } from "../read-changes.ts";
import { coverageOf, lookedAt, windowPhrase } from "../seen.ts";
import { effectsOf, parseTarget, selectorsOf } from "../target.ts";
import { tellEffects } from "../told-effects.ts";

const DEFAULT_SINCE = "7d";
const DEFAULT_LIMIT = 100;

export const timeline = defineQuestion({
  name: "timeline",
  summary:
    "The changes of one resource in order, oldest first, each with what was there before and after",
  parameters: [
    {
      name: "target",
      summary: "A service, cluster/service, cluster, task id, family:revision or ECS ARN",
      type: "list",
      positional: true,
      placeholder: "resource",
    },
    ...WINDOW_PARAMETERS,
    ...FILTER_PARAMETERS,
    limitParameter(DEFAULT_LIMIT),
    ALL_PARAMETER,
  ],
  examples: [
    { command: "timeline prod/checkout", tells: "its changes of the last 7 days, before → after" },
    {
      command: "timeline checkout --since 14d --intent deploy,rollback",
      tells: "which version ran when",
    },
  ],

  needs(args, now) {
    readFilters(args);
    const selector = selectorOf(args);
    return {
      ...needWindow(readWindow(args, now, DEFAULT_SINCE), now),
      actions: operationsFor({
        target: parseTarget(readTarget(args)),
        named: readList(args, "action"),
      }),
      everything: readFlag(args, "all"),
      ...effectsOf(parseTarget(readTarget(args))),
      ...(selector !== undefined && { selector }),
    };
  },

  ask(args, ledger, context) {
    const found = lookFor(args, ledger, context, {
      target: readTarget(args),
      since: DEFAULT_SINCE,
      limit: DEFAULT_LIMIT,
    });
    const { target, window, choice } = found;
    const effects = tellEffects(
      ledger,
      { ...found, resources: selectorsOf(target), changes: found.fitting },
      context,
    );
    const coverage = coverageOf(ledger, window, context.coverage);
    const newest = choice.effective.at(-1);
    const today = context.now.toISOString().slice(0, 10);
    const when = windowPhrase(window, context.now);
    const told = newest
      ? {
          sentence: `${target.text} was changed ${counted(choice.effective.length, "time", "times")} ${when}; the last time: ${sentenceOf(newest, today)}`,
          notes: [],
        }
      : nothingFound({ found, ledger, context, looked: lookedAt(coverage), deed: "was changed" });
    const unseen = choice.shown.some(({ settings }) =>
      settings.some(({ before, momentary }) => before === undefined && !momentary),
    );
    return {
      question: "timeline",
      view: "timeline",
      sentence: told.sentence,
      changes: choice.shown,
      findings: [],
      ...(effects.effects.length > 0 && effects),
      coverage,
      notes: [
        ...told.notes,
        ...found.notes,
        ...choice.notes,
        ...(unseen
          ? [
              `where "before" is not seen, neither the window nor up to ${String(EARLIER_RECORDS)} earlier records of the resource show it`,
            ]
          : []),
      ],
      counts: { ...choice.counts, unreadable: context.unreadable.length },
      unreadable: context.unreadable,
      window: { from: window.from, to: window.to },
      now: context.now.toISOString(),
    } satisfies Answer;
  },
});

function readTarget(args: Arguments): string {
  const [target, ...more] = readList(args, "target");
  if (target === undefined) {
    throw badArgument("target", "is missing", "Name a resource: tasktrail timeline prod/checkout");
  }
  if (more.length > 0) {
    throw badArgument("target", "names more than one thing", "Ask about one at a time.");
  }
  return target;
}
