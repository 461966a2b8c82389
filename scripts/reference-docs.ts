// Writes docs/reference/ from the definitions; with --check it only says which pages are stale, and exits with 1.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { sinks } from "../src/alert/sinks/index.ts";
import { answerSchema } from "../src/ask/answer-schema.ts";
import { ruleEventSchema } from "../src/ask/rule-event-schema.ts";
import { formats } from "../src/ask/formats/index.ts";
import type { Parameter } from "../src/ask/question.ts";
import { errorHelp } from "../src/cli/error-help.ts";
import { allCommands } from "../src/cli/run-command-line.ts";
import { actions } from "../src/core/actions/index.ts";
import { causeRules } from "../src/core/causes/index.ts";
import { clues } from "../src/core/clues/index.ts";
import { effectForms } from "../src/core/effect-forms/index.ts";
import { issuances } from "../src/core/issuances/index.ts";
import { messageFamilies } from "../src/core/messages/index.ts";
import { starters } from "../src/core/starters/index.ts";
import { tools } from "../src/core/tools/index.ts";
import { configSchema } from "../src/fleet/config-schema.ts";
import { scenarios } from "../src/emulator/scenarios/index.ts";
import { sources } from "../src/ingest/sources/index.ts";
import { rulesPage } from "./rules-page.ts";

const folder = new URL("../docs/reference/", import.meta.url);
const pages: Readonly<Record<string, string>> = {
  "commands.md": commandsPage(),
  "actions.md": actionsPage(),
  "tools.md": toolsPage(),
  "clues.md": cluesPage(),
  "effects.md": effectsPage(),
  "causes.md": causesPage(),
  "rules.md": page(...rulesPage()),
  "rule-event.schema.json": `${JSON.stringify(ruleEventSchema, null, 2)}\n`,
  "sources.md": sourcesPage(),
  "sinks.md": sinksPage(),
  "formats.md": formatsPage(),
  "errors.md": errorsPage(),
  "scenarios.md": scenariosPage(),
  "answer.schema.json": `${JSON.stringify(answerSchema, null, 2)}\n`,
  "config.schema.json": `${JSON.stringify(configSchema, null, 2)}\n`,
};

const check = process.argv.includes("--check");
const stale = Object.entries(pages).filter(([name, text]) => !isCurrent(name, text));
for (const [name, text] of check ? [] : stale) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(name, folder), text);
}
if (check && stale.length > 0) {
  process.stderr.write(
    `stale: ${stale.map(([name]) => `docs/reference/${name}`).join(", ")}; run npm run docs\n`,
  );
  process.exitCode = 1;
}

function isCurrent(name: string, text: string): boolean {
  try {
    return readFileSync(new URL(name, folder), "utf8") === text;
  } catch {
    return false;
  }
}

function page(title: string, about: string, ...parts: readonly string[]): string {
  return [`# ${title}`, about, ...parts].join("\n\n").concat("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function code(text: string): string {
  return `\`${text}\``;
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function commandsPage(): string {
  const parts = allCommands
    .filter(({ hidden }) => !hidden)
    .map(({ name, summary, parameters, examples }) =>
      [
        `## ${code(`tasktrail ${name}`)}`,
        summary,
        table(
          ["parameter", "means", "default"],
          parameters.map((parameter) => [
            parameterLabel(parameter),
            meaning(parameter),
            parameter.default ?? "",
          ]),
        ),
        examples
          .map(({ command, tells }) => `- ${code(`tasktrail ${command}`)}: ${tells}`)
          .join("\n"),
      ].join("\n\n"),
    );
  return page(
    "Commands",
    "Every question takes the flags that say where to read and how to write; they are listed with each.",
    ...parts,
  );
}

function parameterLabel({ name, positional, optional, placeholder, type }: Parameter): string {
  if (positional) return code(optional ? `[${placeholder ?? name}]` : `<${placeholder ?? name}>`);
  return code(type === "flag" ? `--${kebab(name)}` : `--${kebab(name)} ${placeholder ?? "value"}`);
}

function meaning({ summary, choices, type }: Parameter): string {
  const one = choices ? ` One of ${choices.map(code).join(", ")}.` : "";
  return `${summary}.${one}${type === "list" ? " May be given more than once." : ""}`;
}

function actionsPage(): string {
  return page(
    "Actions",
    "The API operations that TaskTrail reads by name. Any other is read by its verb, with its raw parameters.",
    table(
      ["operation", "nature", "what it does", "example: what it acted on", "intent"],
      actions.map(({ eventName, nature, summary, examples: [example] }) => [
        code(eventName),
        nature,
        summary,
        `${example.resource.kind} ${code(example.resource.name)}`,
        example.intent,
      ]),
    ),
  );
}

function toolsPage(): string {
  return page(
    "Tools",
    "What sent a call, read from `userAgent`: text that the caller chooses, so always graded `claimed`. Asserted fields (a console session, a service acting on somebody's behalf) win over it. Asked from the top.",
    table(
      ["tool", "kind", "example of a user agent"],
      tools.map(({ name, kind, examples }) => [name, kind, code(examples[0]?.userAgent ?? "")]),
    ),
  );
}

function cluesPage(): string {
  return page(
    "Clues",
    "How one record's `userIdentity` leads to an actor, surest first. [docs/attribution.md](../attribution.md) explains the order.",
    table(
      ["clue", "what it reads", "what can fool it"],
      clues.map(({ id, summary, fooledBy }) => [code(id), summary, fooledBy]),
    ),
    "## Events that open a session",
    "By which one record leads to the one before it.",
    table(
      ["event", "what it hands out", "what can fool it"],
      issuances.map(({ id, summary, fooledBy }) => [code(id), summary, fooledBy]),
    ),
    "## Services that act for somebody",
    "How a service's call leads to whoever set it to work.",
    table(
      ["service", "what is joined", "what can fool it"],
      starters.map(({ id, summary, fooledBy }) => [code(id), summary, fooledBy]),
    ),
  );
}

function effectsPage(): string {
  return page(
    "Effects",
    "What ECS did or said, as its API and EventBridge tell it, and the texts in it that are understood. What is not known is kept as it stands.",
    "## Shapes",
    table(
      ["shape", "what it is"],
      effectForms.map(({ id, summary }) => [code(id), summary]),
    ),
    "## Texts",
    table(
      ["family", "what it says", "example"],
      messageFamilies.map(({ id, summary, examples: [first] }) => [
        code(id),
        summary,
        code(first?.text ?? ""),
      ]),
    ),
  );
}

function causesPage(): string {
  return page(
    "Causes",
    "How an effect is joined to the call that led to it, or to the condition that did without a call. Asked from the top.",
    table(
      ["rule", "what is joined by what", "what can fool it"],
      causeRules.map(({ id, summary, fooledBy }) => [code(id), summary, fooledBy]),
    ),
  );
}

function sourcesPage(): string {
  return page(
    "Sources",
    "Where records come from: one string to type, kept beside each record and shown in coverage.",
    table(
      ["scheme", "what it reads", "example"],
      sources.map(({ scheme, summary, example }) => [code(scheme), summary, code(example)]),
    ),
  );
}

function sinksPage(): string {
  return page(
    "Sinks",
    "Where `watch` sends findings: a URI in `tasktrail.yaml` or behind `--sink`.",
    table(
      ["scheme", "where it sends", "example"],
      sinks.map(({ scheme, summary, example }) => [code(scheme), summary, code(example)]),
    ),
  );
}

function formatsPage(): string {
  return page(
    "Formats",
    "How `--output` writes an answer down. The JSON contract is [answer.schema.json](answer.schema.json).",
    table(
      ["format", "for"],
      formats.map(({ name, summary }) => [code(name), summary]),
    ),
  );
}

function errorsPage(): string {
  const parts = Object.entries(errorHelp).map(([name, help]) => `## ${name}\n\n${help}`);
  return page(
    "Errors",
    "Each ends with exit code 2 and loses nothing that was read before.",
    ...parts,
  );
}

function scenariosPage(): string {
  return page(
    "Scenarios",
    "The stories that the demo and the emulator tell.",
    table(
      ["scenario", "story"],
      scenarios.map(({ name, title }) => [code(name), title]),
    ),
  );
}
