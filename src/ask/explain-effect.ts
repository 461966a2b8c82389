import type { Effect } from "../core/effect.ts";
import type { EffectTarget } from "../core/effect-target.ts";
import { sentenceOfVerdict } from "../core/sentence-of-verdict.ts";
import { tellStory } from "../core/tell-story.ts";
import type { Verdict } from "../core/verdict.ts";
import type { Ledger, ResourceSelector } from "../ledger/ledger.ts";
import { readFilters } from "./filters.ts";
import type { Arguments, AskContext } from "./question.ts";
import { readChanges } from "./read-changes.ts";
import { isAskedAbout, judgeOne } from "./told-effects.ts";

/** What was explained, and what it was told from. */
export interface ExplainedEffect {
  readonly verdict: Verdict;
  readonly sentence: string;
  /** Of the same thing, newest first, where it is not the only one. */
  readonly others: readonly Effect[];
}

/** The thing that a typed id can name besides a record: a task, a deployment or a service event. */
export function readEffectNeed(typed: string): EffectTarget | undefined {
  const last = typed.slice(typed.lastIndexOf("/") + 1);
  if (/^ecs-svc\/\d{1,32}$/.test(typed)) return { deployment: typed };
  if (/^arn:[\w-]+:ecs:.*:service-deployment\//.test(typed)) return { deployment: last };
  if (/^arn:[\w-]+:ecs:.*:task\//.test(typed) || /^[0-9a-f]{32}$/i.test(typed)) {
    return { task: last.toLowerCase() };
  }
  return undefined;
}

/** How far around an effect changes and effects are read: a deployment may take that long to fail. */
const AROUND_BEFORE_MS = 6 * 3_600_000;
const AROUND_AFTER_MS = 15 * 60_000;

/** The verdict on what was typed, from the ledger alone; nothing where the ledger knows no such effect. */
export function explainEffect(
  typed: string,
  args: Arguments,
  ledger: Ledger,
  context: AskContext,
): ExplainedEffect | undefined {
  const found = findEffects(typed, ledger);
  const subject = found.findLast(isAskedAbout) ?? found.at(-1);
  if (!subject) return undefined;
  const at = Date.parse(subject.at);
  const window = {
    from: new Date(at - AROUND_BEFORE_MS).toISOString(),
    to: new Date(at + AROUND_AFTER_MS).toISOString(),
    whole: false,
  };
  const service = [subject.resource, ...subject.related].find((one) => one.service !== undefined);
  const resources: readonly ResourceSelector[] = [
    service?.service === undefined
      ? { name: subject.resource.name }
      : {
          kind: "service",
          name: service.service,
          ...(service.cluster !== undefined && { cluster: service.cluster }),
        },
  ];
  const filters = readFilters({ ...args, account: undefined, region: undefined });
  const changes = readChanges(ledger, {
    window,
    filters: { ...filters, accounts: [subject.account], regions: [subject.region] },
    withReads: false,
    resources,
    about: () => true,
    book: context.book,
    names: context.names,
  });
  const effects = ledger.effects({ ...window, resources });
  const verdict = judgeOne(ledger, subject, { changes, effects }, context);
  const today = context.now.toISOString().slice(0, 10);
  const story = tellStory(verdict, effects, today);
  return {
    verdict,
    sentence: sentenceOfVerdict(verdict, today) + (story === "" ? "" : ` How it came: ${story}`),
    others: found.filter((one) => one !== subject).toReversed(),
  };
}

function findEffects(typed: string, ledger: Ledger): readonly Effect[] {
  const exact = ledger.effects({ id: typed });
  if (exact.length > 0) return exact;
  const need = readEffectNeed(typed);
  const name = need?.task ?? need?.deployment;
  if (name === undefined) return [];
  return ledger
    .effects({ resources: [{ name }] })
    .filter(({ resource, deployment }) => resource.name === name || deployment === name);
}
