import type { Interval } from "../core/coverage.ts";
import { OperatorError } from "../core/errors.ts";
import { DAY, formatInstant, INSTANT_FORMS, parseInstant, type Instant } from "./instants.ts";
import type { Arguments, Need, Parameter } from "./question.ts";

/** The window that was asked about, both ends to the second; `to` is not included. */
export interface Window extends Interval {
  /** It has no beginning: everything in the material counts, whatever its date. */
  readonly whole: boolean;
}

/** The window's parameters, the same for every question. */
export const WINDOW_PARAMETERS: readonly Parameter[] = [
  {
    name: "since",
    summary:
      "Look from here on: 2h, 1h30m, yesterday, 14:21, 2026-11-22, 2026-11-22T14:02Z, beginning (UTC)",
    type: "instant",
    optional: true,
    placeholder: "time",
  },
  {
    name: "until",
    summary: "Look up to here, in the same forms; a day is included whole",
    type: "instant",
    optional: true,
    placeholder: "time",
  },
  {
    name: "at",
    summary:
      "Look around a moment: from 30 minutes before to 10 minutes after it; for a day, that day",
    type: "instant",
    optional: true,
    placeholder: "time",
  },
];

/** Shows what is hidden by default. */
export const ALL_PARAMETER: Parameter = {
  name: "all",
  summary: "Show reads, denied calls, the ECS agent's own calls and calls without effect too",
  type: "flag",
  optional: true,
};

/** How many changes to show; the counts are over all. */
export function limitParameter(fallback: number): Parameter {
  return {
    name: "limit",
    summary: "Show at most this many changes, the newest ones; 0 shows all",
    type: "integer",
    optional: true,
    placeholder: "number",
    default: String(fallback),
  };
}

const BEFORE_MOMENT = 30 * 60 * 1000;
const AFTER_MOMENT = 10 * 60 * 1000;

/**
 * The window from `since`, `until` and `at`; `since beginning` opens it on both sides.
 *
 * @param fallback the default for `since`, such as `24h`.
 * @throws OperatorError `bad-argument` that names the parameter.
 */
export function readWindow(args: Arguments, now: Date, fallback: string): Window {
  const since = readText(args, "since");
  const until = readText(args, "until");
  const at = readText(args, "at");
  if (at !== undefined) {
    if (since !== undefined || until !== undefined) {
      throw badArgument(
        "at",
        "cannot be combined with --since or --until",
        "Leave one of them out.",
      );
    }
    return aroundMoment(parseInstant(at, now, "at"), now);
  }
  const end = until === undefined ? undefined : endOf(parseInstant(until, now, "until"));
  // `--since 2h --until 14:00` means two hours before now; only the default leans on the end.
  const start =
    since === undefined
      ? parseInstant(fallback, end ?? now, "since").at
      : parseInstant(since, now, "since").at;
  const isOpen = start === 0;
  checkOrder(start, end, now);
  const last = end?.getTime() ?? (isOpen ? Date.UTC(9999, 11, 31) : now.getTime());
  return { from: formatInstant(start), to: ceilSecond(last), whole: isOpen };
}

/** The moment that was asked about, where a moment and no whole day was: ISO 8601 in UTC. */
export function readAt(args: Arguments, now: Date): string | undefined {
  const text = readText(args, "at");
  if (text === undefined) return undefined;
  const { at, precision } = parseInstant(text, now, "at");
  return precision === "day" ? undefined : formatInstant(at);
}

/** What a source must have read for this window: nothing that is still to come. */
export function needWindow(window: Window, now: Date): Need {
  const end = ceilSecond(now.getTime());
  return { window: { from: window.from, to: window.to < end ? window.to : end } };
}

function aroundMoment({ at, precision }: Instant, now: Date): Window {
  if (at > now.getTime()) throw badArgument("at", "lies in the future", INSTANT_FORMS);
  if (precision === "day")
    return { from: formatInstant(at), to: formatInstant(at + DAY), whole: false };
  return {
    from: formatInstant(Math.max(0, at - BEFORE_MOMENT)),
    to: ceilSecond(at + AFTER_MOMENT),
    whole: false,
  };
}

function endOf({ at, precision }: Instant): Date {
  return new Date(precision === "day" ? at + DAY : at);
}

function ceilSecond(at: number): string {
  return formatInstant(Math.ceil(at / 1000) * 1000);
}

function checkOrder(start: number, end: Date | undefined, now: Date): void {
  if (end === undefined && start > now.getTime())
    throw badArgument("since", "lies in the future", INSTANT_FORMS);
  if (end !== undefined && end.getTime() <= start) {
    throw badArgument(
      "until",
      `${formatInstant(end.getTime())} is not after --since ${formatInstant(start)}`,
      "Swap the two, or leave --since out.",
    );
  }
}

const POSITIONAL: ReadonlySet<string> = new Set(["material", "record", "target", "verb"]);

/** An error about one parameter, named as it is typed: `--since`, `<target>`. */
export function badArgument(parameter: string, problem: string, hint?: string): OperatorError {
  const name = POSITIONAL.has(parameter) ? `<${parameter}>` : `--${parameter}`;
  return new OperatorError(
    "bad-argument",
    `${name}: ${problem}`,
    hint === undefined ? {} : { hint },
  );
}

/**
 * One text, or nothing where it was not given.
 *
 * @throws OperatorError `bad-argument` where it is empty or given more than once.
 */
export function readText(args: Arguments, name: string): string | undefined {
  const value = argument(args, name);
  if (value === undefined) return undefined;
  const texts = typeof value === "object" ? value : [value];
  const [text] = texts;
  if (texts.length > 1) throw badArgument(name, "is given more than once");
  if (typeof text !== "string" || text.trim() === "") throw badArgument(name, "needs a value");
  return text.trim();
}

/** A list that may be typed with commas, by repetition, or both. Empty where it was not given. */
export function readList(args: Arguments, name: string): readonly string[] {
  const value = argument(args, name);
  if (value === undefined || value === false) return [];
  if (value === true) throw badArgument(name, "needs a value");
  const texts = typeof value === "string" ? [value] : value;
  const items = texts
    .flatMap((text) => text.split(","))
    .map((text) => text.trim())
    .filter((text) => text !== "");
  if (items.length === 0 && texts.length > 0) throw badArgument(name, "needs a value");
  return [...new Set(items)];
}

/** True where a flag was set; the words that a query string may carry are read too. */
export function readFlag(args: Arguments, name: string): boolean {
  const value = argument(args, name);
  if (value === undefined || typeof value === "boolean") return value ?? false;
  const text = typeof value === "string" ? value : value.at(-1);
  if (text === "" || text === "true" || text === "1" || text === "yes") return true;
  if (text === "false" || text === "0" || text === "no") return false;
  throw badArgument(name, `${JSON.stringify(text)} is neither true nor false`);
}

/** A whole number from 0 up. */
export function readInteger(args: Arguments, name: string, fallback: number): number {
  const text = readText(args, name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw badArgument(
    name,
    `${JSON.stringify(text)} is not a whole number`,
    "Write 20, or 0 for all.",
  );
}

function argument(args: Arguments, name: string): Arguments[string] {
  return Object.hasOwn(args, name) ? args[name] : undefined;
}

/**
 * What is left among the words once the surface has taken the files is a misspelt one.
 *
 * @throws OperatorError `bad-argument`
 */
export function checkMaterial(args: Arguments): void {
  const [word] = readList(args, "material");
  if (word === undefined) return;
  throw badArgument(
    "material",
    `${JSON.stringify(word)} is no file`,
    "Name a file, a folder, a glob, or - for standard input.",
  );
}
