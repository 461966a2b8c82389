import type { Setting } from "../change.ts";
import type { Json } from "../record.ts";

/** Whether a setting goes to a lower revision of the task definition family that was there before. */
export function goesBack({ before, after }: Setting): boolean {
  const from = revisionOf(before);
  const to = revisionOf(after);
  return from !== undefined && to?.family === from.family && to.revision < from.revision;
}

interface Revision {
  readonly family: string;
  readonly revision: number;
}

function revisionOf(value: Json | undefined): Revision | undefined {
  if (typeof value !== "string") return undefined;
  const colon = value.lastIndexOf(":");
  const digits = value.slice(colon + 1);
  return colon < 1 || !/^\d{1,15}$/.test(digits)
    ? undefined
    : { family: value.slice(0, colon), revision: Number(digits) };
}
