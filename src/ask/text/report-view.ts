import type { Change } from "../../core/change.ts";
import { resourceLabel } from "../../core/sentence.ts";
import type { Answer, Finding, Severity } from "../answer.ts";
import { counted } from "../choose.ts";
import { actorPhrase, consoleUrl, deedPhrase, howPhrase, shortId } from "../phrases.ts";
import { fit } from "../neutralise.ts";
import { clean, cleanSentence, type Pen, type Style } from "./pen.ts";
import { timeLabel } from "./times.ts";
import { wrap } from "./wrap.ts";

/** What needs a look first, then everything by account, region, cluster and resource. */
export function reportView(answer: Answer, pen: Pen): readonly string[] {
  const findings = urgentLines(answer.findings, pen);
  const places = [...groupBy(answer.changes, placeOf)].flatMap(([place, changes]) => [
    "",
    pen.paint("accent", fit(clean(place), pen.width)),
    ...clusterLines(changes, answer, pen),
  ]);
  return [
    ...(findings.length > 0 ? [pen.paint("strong", "Needs a look"), ...findings] : []),
    ...(findings.length > 0 ? places : places.slice(1)),
  ];
}

const SEVERITY: Readonly<Record<Severity, Style>> = {
  critical: "alarm",
  high: "alarm",
  medium: "warning",
  low: "quiet",
  info: "quiet",
};

/** The worst are told; what is low is counted, for the question findings to tell. */
function urgentLines(findings: readonly Finding[], pen: Pen): readonly string[] {
  const urgent = findings.filter(({ severity }) => severity !== "low" && severity !== "info");
  const shown = urgent.slice(0, MOST_FINDINGS);
  const rest = findings.length - shown.length;
  return [
    ...shown.flatMap((finding) => findingLines(finding, pen)),
    ...(rest === 0
      ? []
      : [
          pen.paint(
            "quiet",
            `  ${shown.length === 0 ? "" : "and "}${counted(rest, "finding", "findings")} ${shown.length === urgent.length ? "of low severity" : "more"}; tasktrail findings tells them`,
          ),
        ]),
  ];
}

const MOST_FINDINGS = 20;
const SEVERITY_WIDTH = 10;
/** The indent before a thing, and the count behind it. */
const COUNT_WIDTH = 24;

function findingLines({ severity, message }: Finding, pen: Pen): readonly string[] {
  const head = `  ${severity.padEnd(SEVERITY_WIDTH)}`;
  const [first = "", ...rest] = wrap(
    cleanSentence(message),
    pen.width,
    " ".repeat(head.length),
    head,
  );
  return [
    `  ${pen.paint(SEVERITY[severity], severity.padEnd(SEVERITY_WIDTH))}${first.slice(head.length)}`,
    ...rest,
  ];
}

function clusterLines(changes: readonly Change[], answer: Answer, pen: Pen): readonly string[] {
  return [...groupBy(changes, clusterOf)].flatMap(([cluster, inCluster]) => [
    `  ${pen.paint("strong", fit(clean(cluster), pen.width - 2))}`,
    ...[...groupBy(inCluster, thingOf)].flatMap(([thing, list]) => [
      `    ${pen.paint("strong", fit(clean(thing), pen.width - COUNT_WIDTH))}${pen.paint("quiet", `  ${counted(list.length, "change", "changes")}`)}`,
      ...list.flatMap((change) => storyLines(change, answer.now, pen)),
    ]),
  ]);
}

/** `14:02:11Z  scaled 4 → 0 by Jane Doe (Identity Center, Admin) via Terraform 1.9 from 203.0.113.7 (office)`. */
function storyLines(change: Change, now: string, pen: Pen): readonly string[] {
  const time = clean(timeLabel(change.at, now, pen.screen));
  const indent = "      ";
  const deep = `${indent}${" ".repeat(time.length)}  `;
  const isTask = change.resource.kind !== "service" && change.resource.service !== undefined;
  const what = isTask ? `${clean(resourceLabel(change.resource))} was ` : "";
  const story = `${what}${clean(deedPhrase(change))} by ${clean(actorPhrase(change))} ${clean(howPhrase(change, "via"))} [${clean(shortId(change))}]`;
  const [first = "", ...rest] = wrap(
    story,
    pen.width,
    pen.width < 120 ? `${indent}  ` : deep,
    `${indent}${time}  `,
  );
  const head = `${indent}${pen.link(consoleUrl(change), time)}`;
  return [`${head}${first.slice(indent.length + time.length)}`, ...rest];
}

function placeOf({ account, region }: Change): string {
  return `${account === "" ? "unknown account" : account}  ${region === "" ? "unknown region" : region}`;
}

function clusterOf({ resource }: Change): string {
  if (resource.kind === "cluster") return resource.name;
  return resource.cluster ?? "outside clusters";
}

function thingOf({ resource }: Change): string {
  const { kind, name, service } = resource;
  if (service !== undefined) return service;
  if (kind === "cluster") return "the cluster itself";
  return resourceLabel({
    kind,
    name: kind === "task-definition" ? name.replace(/:\d+$/, "") : name,
  });
}

function groupBy(
  changes: readonly Change[],
  keyOf: (change: Change) => string,
): ReadonlyMap<string, readonly Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const group = groups.get(keyOf(change));
    if (group) group.push(change);
    else groups.set(keyOf(change), [change]);
  }
  return new Map([...groups].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
