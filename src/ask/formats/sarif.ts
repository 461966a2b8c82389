import type { Finding, Severity } from "../../core/finding.ts";
import type { Answer } from "../answer.ts";
import { defineFormat } from "../format.ts";
import { neutraliseJson, neutraliseForMarkdown } from "../neutralise.ts";

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif = defineFormat({
  name: "sarif",
  summary: "The findings as SARIF 2.1.0, for code-scanning views",
  render: (answer) => `${neutraliseJson(JSON.stringify(sarifOf(answer), null, 2))}\n`,
});

const LEVEL: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** What GitHub ranks security results by: a number as text, from 0 to 10. */
const SCORE: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
  info: "1.0",
};

function sarifOf({ findings, sentence, window }: Answer) {
  const rules = [...new Map(findings.map((finding) => [finding.id, finding])).values()];
  const places = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "TaskTrail", rules: rules.map(ruleOf) } },
        properties: { sentence, from: window.from, to: window.to },
        results: findings.map((finding) => resultOf(finding, places.get(finding.id) ?? 0)),
      },
    ],
  };
}

function ruleOf({
  id,
  title,
  severity,
  why,
  next,
  falsePositives,
  attack = [],
  controls = [],
}: Finding) {
  const text = [why, next, falsePositives && `Harmless where: ${falsePositives}`]
    .filter((part) => part !== undefined)
    .join(" ");
  return {
    id,
    name: id,
    shortDescription: { text: title },
    fullDescription: { text: why ?? title },
    help: {
      text: text === "" ? title : text,
      markdown: neutraliseForMarkdown(text === "" ? title : text),
    },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      "security-severity": SCORE[severity],
      tags: ["security", ...attack, ...controls],
    },
  };
}

/** No file of a repository is at fault, so the place is the resource; the fingerprint keeps a finding the same over runs. */
function resultOf(finding: Finding, ruleIndex: number) {
  const { id, severity, message, account = "", region = "", actor = "", resource = "" } = finding;
  return {
    ruleId: id,
    ruleIndex,
    level: LEVEL[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: `cloudtrail/${encodeURIComponent(account)}/${encodeURIComponent(region)}`,
          },
          region: { startLine: 1 },
        },
        logicalLocations: [{ name: resource, kind: "resource" }],
      },
    ],
    partialFingerprints: {
      "tasktrail/v1": JSON.stringify([account, region, actor, id, resource]),
    },
    ...(finding.suppressed && {
      suppressions: [{ kind: "external", justification: finding.suppressed.reason }],
    }),
    properties: {
      severity,
      actor,
      count: finding.count ?? 1,
      firstAt: finding.firstAt,
      lastAt: finding.lastAt,
      eventIDs: finding.eventIDs,
    },
  };
}
