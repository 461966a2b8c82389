import { detectors } from "../src/core/detectors/index.ts";
import type { About } from "../src/core/finding.ts";
import { rules } from "../src/core/rules/index.ts";

/** The page of rules and detectors: its title, what it is about, and its parts. */
export function rulesPage(): readonly [title: string, about: string, ...parts: string[]] {
  return [
    "Rules and detectors",
    "What findings come from. A rule is an event pattern over [the decoded event](rule-event.schema.json); a detector is code, for what one event cannot say. The controls are pointers, no audit opinion.",
    [
      "| id | severity | title |",
      "| --- | --- | --- |",
      ...[...rules, ...detectors].map(
        ({ id, severity, title }) => `| \`${id}\` | ${severity} | ${title} |`,
      ),
    ].join("\n"),
    ...rules.flatMap((rule) => [
      ...paragraphs(rule),
      `\`\`\`json\n${JSON.stringify(rule.pattern, null, 2)}\n\`\`\``,
      [
        ...rule.examples.fires.map(({ title }) => `- fires: ${title}`),
        ...rule.examples.silent.map(({ title }) => `- silent: ${title}`),
      ].join("\n"),
    ]),
    ...detectors.flatMap((detector) => [
      ...paragraphs(detector),
      detector.parameters
        .map(
          ({ name, summary, default: usual }) =>
            `- \`${name}\`: ${summary}; ${String(usual)} unless told`,
        )
        .join("\n"),
    ]),
  ];
}

function paragraphs(about: About): readonly string[] {
  return [
    `## ${about.id}`,
    `**${about.title}** (${about.severity}). ${about.why}`,
    `Harmless where: ${about.falsePositives} Next: ${about.next}`,
    `${about.attack.map((one) => `\`${one}\``).join(", ")}; ${about.controls.join(", ")}.`,
  ];
}
