import type { Change } from "../core/change.ts";
import type { Counts } from "./answer.ts";

/** Why a change is not shown unless all are asked for. */
export type Reason = "refused" | "read" | "noop";

/** What is shown of the changes that fit, and what is hidden. */
export interface Choice {
  /** In the order they came, newest `limit` of them. */
  readonly shown: readonly Change[];
  /** Accepted calls that changed something, in the order they came; `limit` does not cut these. */
  readonly effective: readonly Change[];
  readonly counts: Omit<Counts, "unreadable">;
  readonly notes: readonly string[];
}

/** @param changes that fit, oldest first. */
export function choose(
  changes: readonly Change[],
  { all, limit, reads }: { readonly all: boolean; readonly limit: number; readonly reads: number },
): Choice {
  const effective = changes.filter((change) => whyHidden(change) === undefined);
  const visible = all ? changes : effective;
  const shown = limit === 0 ? visible : visible.slice(-limit);
  const refused = count(changes, "refused");
  const noop = count(changes, "noop");
  const hidden = all ? [] : hiddenParts(refused, reads, noop);
  const cut = visible.length - shown.length;
  return {
    shown,
    effective,
    counts: { changes: effective.length, shown: shown.length, refused, reads },
    notes: [
      ...(cut > 0
        ? [
            `${String(cut)} older ${cut === 1 ? "one is" : "ones are"} not shown; --limit 0 shows all`,
          ]
        : []),
      ...(hidden.length > 0 ? [`hidden: ${hidden.join(", ")}; --all shows them`] : []),
    ],
  };
}

/** Why a change is hidden by default, or nothing where it is shown. */
export function whyHidden({ nature, outcome, noop }: Change): Reason | undefined {
  if (nature !== "mutating") return "read";
  if (outcome.kind === "refused") return "refused";
  return noop ? "noop" : undefined;
}

function count(changes: readonly Change[], reason: Reason): number {
  return changes.filter((change) => whyHidden(change) === reason).length;
}

function hiddenParts(refused: number, reads: number, noop: number): readonly string[] {
  return [
    ...(refused > 0 ? [counted(refused, "denied or failed call", "denied or failed calls")] : []),
    ...(noop > 0 ? [counted(noop, "call that changed nothing", "calls that changed nothing")] : []),
    ...(reads > 0
      ? [counted(reads, "read or agent's own call", "reads and agents' own calls")]
      : []),
  ];
}

/** `1 change`, `1,204 changes`. */
export function counted(number: number, one: string, many: string): string {
  return `${String(number).replace(/\B(?=(?:\d{3})+$)/g, ",")} ${number === 1 ? one : many}`;
}
