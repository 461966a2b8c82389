import type { McpServer } from "@modelcontextprotocol/server";
import { rules } from "../core/rules/index.ts";
import type { Asker } from "./asker.ts";
import { readShipped, SKILL_FILE } from "./shipped.ts";

interface Resource {
  readonly name: string;
  readonly title: string;
  readonly mimeType: "text/markdown" | "application/json";
  readonly read: (asker: Asker) => Promise<string> | string;
}

/** Pages that explain words in answers. */
const PAGES: readonly (readonly [name: string, path: string, title: string])[] = [
  ["attribution", "docs/attribution.md", "How TaskTrail decides who it was, and what can fool it"],
  [
    "causes",
    "docs/reference/causes.md",
    "Why ECS stopped or started something: every verdict's rule",
  ],
  ["effects", "docs/reference/effects.md", "What ECS does and says, and what it means"],
  ["actions", "docs/reference/actions.md", "Every API operation that is decoded, and its intents"],
  ["tools", "docs/reference/tools.md", "Every tool that is recognised by its user agent"],
  ["errors", "docs/reference/errors.md", "What went wrong and what to do about it"],
];

const RESOURCES: readonly Resource[] = [
  {
    name: "coverage",
    title: "What the ledger has seen: accounts and regions, day by day",
    mimeType: "application/json",
    read: ({ coverage }) => coverage(),
  },
  {
    name: "rules",
    title: "Every rule: what it looks for, why, and what looks the same and is harmless",
    mimeType: "text/markdown",
    read: rulesPage,
  },
  {
    name: "skill",
    title: "How to work with these tools and report what they say",
    mimeType: "text/markdown",
    read: () => readShipped(SKILL_FILE),
  },
  ...PAGES.map(([name, path, title]): Resource => ({
    name: `docs/${name}`,
    title,
    mimeType: "text/markdown",
    read: () => readShipped(path),
  })),
];

/** Coverage, rules and pages, by addresses that begin with tasktrail://. None of them names a path of the caller's. */
export function addResources(server: McpServer, asker: Asker): void {
  for (const { name, title, mimeType, read } of RESOURCES) {
    const uri = `tasktrail://${name}`;
    server.registerResource(name, uri, { title, mimeType }, async () => ({
      contents: [{ uri, mimeType, text: await read(asker) }],
    }));
  }
}

function rulesPage(): string {
  const parts = rules.map(({ id, title, severity, why, falsePositives, next }) =>
    [
      `## ${id} (${severity})`,
      `${title}. ${why}`,
      `Harmless where: ${falsePositives}`,
      `Next: ${next}`,
    ].join("\n\n"),
  );
  return ["# Rules", ...parts].join("\n\n").concat("\n");
}
