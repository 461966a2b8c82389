import { handOf, isChange } from "../../core/sentence-of-verdict.ts";
import { clauseOfEffect } from "../../core/effect-clause.ts";
import { deedOf, resourceLabel } from "../../core/sentence.ts";
import type { Verdict } from "../../core/verdict.ts";
import type { Answer } from "../answer.ts";
import { shortId } from "../phrases.ts";
import { evidenceLine, evidenceLines, gapLines } from "./evidence-lines.ts";
import { clean, type Pen } from "./pen.ts";
import { clockOf, dayOf } from "./times.ts";
import { wrap } from "./wrap.ts";

/** One effect: what ECS said, how the verdict is known, what led to it. */
export function verdictView(answer: Answer, pen: Pen): readonly string[] {
  const [verdict] = answer.verdicts ?? [];
  if (!verdict) return [];
  const { evidence, gaps, cause } = verdict;
  return [
    ...factLines(verdict, pen),
    ...part("How we know", pen, [
      ...evidence.flatMap((one) => evidenceLine("cause", one, pen, INDENT)),
      ...(cause?.kind === "change" ? evidenceLines(cause.change, pen, INDENT) : []),
      ...gaps.flatMap((gap) => gapLines(gap, pen, INDENT)),
    ]),
    ...part("What led to it, oldest first", pen, chainLines(verdict, pen)),
    ...part("Changed just before: possible reasons, not proven", pen, suspectLines(verdict, pen)),
  ];
}

const INDENT = "  ";
const LABEL = 10;

function part(title: string, pen: Pen, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", pen.paint("accent", title), ...lines];
}

function factLines({ subject, confidence, rule }: Verdict, pen: Pen): readonly string[] {
  const { at, account, region, message, stopCode, startedBy, deployment, containers } = subject;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["when", `${dayOf(at, pen.screen.timeZone)} ${clockOf(at, pen.screen.timeZone)}`],
    ["where", `account ${account}, region ${region}`],
    ["ECS said", message === "" ? undefined : message],
    ["stop code", stopCode],
    ["deployment", deployment],
    ["started by", startedBy],
    ...containers.map(({ name, exitCode, reason }): readonly [string, string | undefined] => [
      "container",
      [name, exitCode === undefined ? "" : `exit code ${String(exitCode)}`, reason ?? ""]
        .filter((word) => word !== "")
        .join(", "),
    ]),
    ["verdict", `${confidence} (${rule})`],
  ];
  return facts.flatMap(([label, text]) => {
    if (text === undefined) return [];
    const head = `${INDENT}${label.padEnd(LABEL + 1)}`;
    const [first = "", ...rest] = wrap(clean(text), pen.width, " ".repeat(head.length), head);
    return [
      `${INDENT}${pen.paint("quiet", label.padEnd(LABEL + 1))}${first.slice(head.length)}`,
      ...rest,
    ];
  });
}

function chainLines({ chain, context, cause }: Verdict, pen: Pen): readonly string[] {
  const [only] = chain;
  const isTold =
    cause?.kind === "change" &&
    chain.length === 1 &&
    only !== undefined &&
    isChange(only) &&
    only.eventID === cause.change.eventID;
  const steps = [...(isTold ? [] : chain), ...(context && chain.length === 0 ? [context] : [])];
  return steps.flatMap((one) => {
    const says = isChange(one)
      ? `${resourceLabel(one.resource)} was ${deedOf(one)} by ${handOf(one)} [${shortId(one)}]`
      : clauseOfEffect(one);
    const note = one === context ? " (the latest change before it: context, not the cause)" : "";
    return timedLine(one.at, says + note, pen);
  });
}

function suspectLines({ suspects = [] }: Verdict, pen: Pen): readonly string[] {
  return suspects.flatMap(({ change, why, grade }) => {
    const deed = `${resourceLabel(change.resource)} was ${deedOf(change)} by ${handOf(change)}`;
    return timedLine(change.at, `${deed}: ${why} [${grade}, ${shortId(change)}]`, pen);
  });
}

function timedLine(at: string, says: string, pen: Pen): readonly string[] {
  const head = `${INDENT}${clean(clockOf(at, pen.screen.timeZone))}  `;
  return wrap(clean(says), pen.width, " ".repeat(head.length), head);
}
