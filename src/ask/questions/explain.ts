import type { Change } from "../../core/change.ts";
import { OperatorError } from "../../core/errors.ts";
import { isObject, type JsonObject } from "../../core/record.ts";
import { possiblyOf, sentenceOf } from "../../core/sentence.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import type { Answer } from "../answer.ts";
import { counted, whyHidden } from "../choose.ts";
import { explainEffect, readEffectNeed, type ExplainedEffect } from "../explain-effect.ts";
import { explainFields } from "../explained.ts";
import { FILTER_PARAMETERS, readFilters, type Filters } from "../filters.ts";
import {
  badArgument,
  needWindow,
  readList,
  readWindow,
  WINDOW_PARAMETERS,
  type Window,
} from "../parameters.ts";
import { defineQuestion, type Arguments, type AskContext } from "../question.ts";
import { decodeAll, ECS, readChanges, tellOne } from "../read-changes.ts";
import { coverageOf, lookedAt, windowPhrase } from "../seen.ts";

const DEFAULT_SINCE = "24h";
/** How many of the newest records are searched for an eventID of which only the beginning was typed. */
const SEARCHED = 20_000;

/** CloudTrail's eventIDs are UUIDs; less than a whole one cannot be looked up in AWS. */
const WHOLE_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export const explain = defineQuestion({
  name: "explain",
  summary: "One record decoded field by field: what happened, to what, by whom and how we know",
  parameters: [
    {
      name: "record",
      summary:
        "An eventID or its first 8 characters, a task id, a deployment (ecs-svc/…) or service event; or a file or - to explain the newest ECS change in it",
      type: "list",
      positional: true,
      optional: true,
      placeholder: "eventID | file | -",
    },
    ...WINDOW_PARAMETERS,
    ...FILTER_PARAMETERS,
  ],
  examples: [
    {
      command: "explain 0b8d7a5e-0000-4000-8000-000000000001",
      tells: "everything about that event",
    },
    { command: "explain 0b8d7a5e", tells: "the same, by the short id that answers show" },
    {
      command: "explain 0cc43cdb3bee44079c26c0e6ea5bee84",
      tells: "why that task stopped: who stopped it, or that nobody did",
    },
    { command: "explain event.json", tells: "the newest ECS change in a file" },
  ],

  needs(args, now) {
    const typed = readTyped(args);
    readFilters(args);
    const effects = typed === undefined ? undefined : readEffectNeed(typed);
    return {
      ...needWindow(readWindow(args, now, DEFAULT_SINCE), now),
      ...(effects && { effects }),
      ...(typed !== undefined && WHOLE_ID.test(typed) && { eventID: typed }),
    };
  },

  ask(args, ledger, context) {
    const eventID = readTyped(args);
    const window = readWindow(args, context.now, DEFAULT_SINCE);
    const effect = isEffect(eventID, ledger) && explainEffect(eventID, args, ledger, context);
    if (effect) return effectAnswer(effect, window, ledger, context);
    const picked =
      eventID === undefined
        ? newestIn(ledger, window, readFilters(args), context)
        : byID(eventID, ledger, context);
    const coverage = coverageOf(ledger, window, context.coverage);
    const { change } = picked;
    const today = context.now.toISOString().slice(0, 10);
    const when = windowPhrase(window, context.now);
    const hidden = change === undefined ? undefined : whyHidden(change);
    return {
      question: "explain",
      view: "record",
      sentence: change
        ? sentenceOf(change, today) + possiblyOf(change)
        : `No ECS record was found ${when}. ${lookedAt(coverage)}`,
      changes: change ? [change] : [],
      findings: [],
      ...(change && { explained: explainFields(change, rawOf(ledger, change.eventID)) }),
      coverage,
      notes: picked.notes,
      counts: {
        changes: hidden === undefined && change ? 1 : 0,
        shown: change ? 1 : 0,
        refused: hidden === "refused" ? 1 : 0,
        reads: hidden === "read" ? 1 : 0,
        unreadable: context.unreadable.length,
      },
      unreadable: context.unreadable,
      window: { from: window.from, to: window.to },
      now: context.now.toISOString(),
    } satisfies Answer;
  },
});

/** An id that is no record's. */
function isEffect(typed: string | undefined, ledger: Ledger): typed is string {
  return typed !== undefined && ledger.raw(typed) === undefined;
}

const MOST_OTHERS = 3;

function effectAnswer(
  { verdict, sentence, others }: ExplainedEffect,
  window: Window,
  ledger: Ledger,
  context: AskContext,
): Answer {
  const { cause, subject } = verdict;
  const changes = cause?.kind === "change" ? [cause.change] : [];
  const more = others
    .slice(0, MOST_OTHERS)
    .map(({ id, state, at }) => `${id} (${state === "" ? "message" : state} ${at})`);
  return {
    question: "explain",
    view: "verdict",
    sentence,
    changes,
    findings: [],
    effects: [subject],
    verdicts: [verdict],
    coverage: coverageOf(ledger, window, context.coverage),
    notes: more.length > 0 ? [`ECS told more of it; explain ${more.join(", ")}`] : [],
    counts: {
      changes: changes.length,
      shown: changes.length,
      refused: 0,
      reads: 0,
      unreadable: context.unreadable.length,
    },
    unreadable: context.unreadable,
    window: { from: window.from, to: window.to },
    now: context.now.toISOString(),
  };
}

function readTyped(args: Arguments): string | undefined {
  const [eventID, ...more] = readList(args, "record");
  if (more.length > 0)
    throw badArgument("record", "names more than one record", "Explain one at a time.");
  if (eventID !== undefined && !/^[\w:./-]{8,600}$/.test(eventID)) {
    throw badArgument(
      "record",
      `${JSON.stringify(eventID.slice(0, 80))} is neither an eventID nor a file`,
      "Write an eventID, at least its first 8 characters, a task's or deployment's id, a file, or - for standard input.",
    );
  }
  return eventID;
}

interface Picked {
  readonly change: Change | undefined;
  readonly notes: readonly string[];
}

/** @throws OperatorError `not-found` where the ledger has no such record: that is no statement about AWS. */
function byID(typed: string, ledger: Ledger, context: AskContext): Picked {
  const [exact] = ledger.records({ eventID: typed, limit: 1 });
  if (exact) return { change: tellOne(ledger, exact, context), notes: [] };
  const wanted = typed.toLowerCase();
  const alike = [];
  for (const record of ledger.records({ order: "newest", limit: SEARCHED })) {
    if (record.eventID.toLowerCase().startsWith(wanted)) alike.push(record);
    if (alike.length > 5) break;
  }
  const [only, another] = alike;
  if (only && !another) return { change: tellOne(ledger, only, context), notes: [] };
  if (another) {
    throw new OperatorError("bad-argument", `<record>: several eventIDs begin with ${typed}`, {
      hint: `Write one of them whole: ${alike.map(({ eventID }) => eventID).join(", ")}`,
    });
  }
  throw new OperatorError("not-found", `No record ${typed} is in the ledger.`, {
    hint: "Only what was read before can be explained by its id: widen --since, or name the file that holds it.",
  });
}

/** The newest ECS change; where there is none, the newest ECS record of any kind, else the newest record. */
function newestIn(ledger: Ledger, window: Window, filters: Filters, context: AskContext): Picked {
  const { book, names } = context;
  const wanted = { window, filters, withReads: true, about: () => true, book, names };
  const told = readChanges(ledger, wanted);
  const fitting = told.filter(filters.fits);
  const newest = fitting.findLast((change) => whyHidden(change) === undefined) ?? fitting.at(-1);
  if (newest) return { change: newest, notes: othersNote(fitting, newest) };
  const [other] = decodeAll(
    ledger.records({ from: window.from, to: window.to, order: "newest", limit: 1 }),
    book,
  );
  const isOther = other !== undefined && !ECS.includes(other.eventSource) && filters.fits(other);
  return {
    change: isOther ? other : undefined,
    notes: isOther
      ? ["there is no ECS record here; this is the newest of another AWS service"]
      : [],
  };
}

function othersNote(fitting: readonly Change[], newest: Change): readonly string[] {
  const others = fitting.filter((change) => change !== newest);
  if (others.length === 0) return [];
  const effective = others.filter((change) => whyHidden(change) === undefined).length;
  const nearby = others
    .slice(-3)
    .toReversed()
    .map(({ eventID, eventName, at }) => `${eventID} (${eventName} ${at})`);
  return [
    `${counted(others.length, "other ECS record fits", "other ECS records fit")}, ${counted(effective, "change", "changes")} among them; explain one by its eventID: ${nearby.join(", ")}${others.length > nearby.length ? " …" : ""}`,
  ];
}

function rawOf(ledger: Ledger, eventID: string): JsonObject | undefined {
  const text = ledger.raw(eventID);
  if (text === undefined) return undefined;
  const raw: unknown = JSON.parse(text);
  return isObject(raw) ? raw : undefined;
}
