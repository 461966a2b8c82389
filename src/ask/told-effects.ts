import type { Change } from "../core/change.ts";
import type { Effect } from "../core/effect.ts";
import { judge } from "../core/judge.ts";
import type { CloudTrailRecord } from "../core/record.ts";
import type { Material, Verdict } from "../core/verdict.ts";
import { archiveOf } from "../ledger/archive.ts";
import type { Ledger, ResourceSelector } from "../ledger/ledger.ts";
import type { Filters } from "./filters.ts";
import type { Window } from "./parameters.ts";
import type { AskContext } from "./question.ts";
import { tellOne } from "./read-changes.ts";

/** What ECS did to what was asked for, and why. */
export interface ToldEffects {
  /** Oldest first. */
  readonly effects: readonly Effect[];
  /** Of the effects that somebody may ask about, oldest first. */
  readonly verdicts: readonly Verdict[];
}

/** What is asked of the ledger's effects. */
export interface WantedEffects {
  readonly window: Pick<Window, "from" | "to">;
  readonly filters: Pick<Filters, "accounts" | "regions">;
  readonly resources?: readonly ResourceSelector[];
  /** The changes of the same surroundings, oldest first. */
  readonly changes: readonly Change[];
}

/** So many are judged, the newest ones: each may ask the ledger. */
const MOST_JUDGED = 200;

/** Reads what ECS did in the window and judges what somebody may ask about. */
export function tellEffects(
  ledger: Ledger,
  wanted: WantedEffects,
  context: AskContext,
): ToldEffects {
  const { window, filters, resources, changes } = wanted;
  const effects = ledger.effects({
    from: window.from,
    to: window.to,
    ...(filters.accounts.length > 0 && { accounts: filters.accounts }),
    ...(filters.regions.length > 0 && { regions: filters.regions }),
    ...(resources && { resources }),
  });
  if (effects.length === 0) return { effects, verdicts: [] };
  const material = materialFor(ledger, { changes, effects }, context);
  const stopped = new Set(
    effects.flatMap(({ kind, state, resource }) =>
      kind === "task" && state === "STOPPED" ? [resource.name] : [],
    ),
  );
  // That a task began to stop is told by its stop.
  const asked = effects
    .filter(
      (one) => isAskedAbout(one) && !(one.state === "STOPPING" && stopped.has(one.resource.name)),
    )
    .slice(-MOST_JUDGED);
  return { effects, verdicts: asked.map((effect) => judge(effect, material)) };
}

/** The verdict on one effect, whatever it is, from everything near it. */
export function judgeOne(
  ledger: Ledger,
  subject: Effect,
  nearby: Pick<Material, "changes" | "effects">,
  context: AskContext,
): Verdict {
  return judge(subject, materialFor(ledger, nearby, context));
}

function materialFor(
  ledger: Ledger,
  { changes, effects }: Pick<Material, "changes" | "effects">,
  context: AskContext,
): Material {
  const archive = archiveOf(ledger);
  const told = new Map(changes.map((change) => [change.eventID, change]));
  const tell = (record: CloudTrailRecord): Change => {
    const known = told.get(record.eventID) ?? tellOne(ledger, record, context);
    told.set(record.eventID, known);
    return known;
  };
  return { changes, effects, archive, tell };
}

/** A task that stopped, what went wrong, what was started or stopped: not that all is well. */
export function isAskedAbout({ kind, state, reading }: Effect): boolean {
  if (reading?.condition !== undefined) return true;
  if (kind === "task") return state === "STOPPED";
  if (kind === "service-event") return ABOUT_TASKS.has(reading?.family ?? "");
  return FAILED.test(state);
}

const ABOUT_TASKS: ReadonlySet<string> = new Set(["tasks-started", "tasks-stopped"]);
const FAILED = /^(?:FAILED|STOPPED|ROLLBACK)/;
