import { createHash } from "node:crypto";
import type { Arguments } from "../ask/question.ts";
import { badArgument } from "../ask/parameters.ts";
import type { Left, Listed } from "./brief.ts";

/** Where the next page begins: "now" of the first page, so that both tell of the same window, and what was told of each list. */
export interface Cursor {
  readonly now: Date;
  readonly skip: Left;
}

export const LISTS: readonly Listed[] = ["findings", "changes", "effects", "fields"];

/** The cursor as text. It holds nothing that was not said already, and fits only the arguments it was made for. */
export function writeCursor(question: string, args: Arguments, { now, skip }: Cursor): string {
  const places = LISTS.map((name) => String(skip[name])).join(".");
  return `${String(now.getTime())}-${places}-${digest(question, args)}`;
}

/** @throws OperatorError `bad-argument` for what was not made by `writeCursor` for the same question and arguments. */
export function readCursor(text: string, question: string, args: Arguments, clock: Date): Cursor {
  const found = /^(\d{1,15})-(\d{1,9})\.(\d{1,9})\.(\d{1,9})\.(\d{1,9})-([0-9a-f]{12})$/.exec(text);
  const [, at, findings, changes, effects, fields, of] = found ?? [];
  const now = new Date(Number(at));
  if (of !== digest(question, args) || now > clock) {
    throw badArgument(
      "cursor",
      "belongs to another question or to other parameters",
      "Pass the cursor of the last answer together with exactly the parameters that it was asked with.",
    );
  }
  const skip = {
    findings: Number(findings),
    changes: Number(changes),
    effects: Number(effects),
    fields: Number(fields),
  };
  return { now, skip };
}

function digest(question: string, args: Arguments): string {
  const sorted = Object.entries(args).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([question, sorted]))
    .digest("hex")
    .slice(0, 12);
}
