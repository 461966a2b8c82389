import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";

/** The layer table of ARCHITECTURE.md, written down a second time so that the linter cannot agree with itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  ledger: ["core"],
  alert: ["core"],
  lambda: ["core", "alert"],
  emulator: ["core"],
  storage: ["core"],
  integrity: ["core", "storage"],
  export: ["core"],
  fleet: ["core"],
  ingest: ["core", "ledger", "fleet", "storage"],
  ask: ["core", "ledger"],
  dashboard: ["core", "ledger", "ask"],
  mcp: ["core", "ledger", "ask"],
};
const LAYERS = [...Object.keys(MAY_IMPORT), "cli"];

const CORE = "core imports nothing: no other folder, no package, nothing of Node.";
const LEDGER = "ledger may import core and no other folder of src/.";
const INGEST = "ingest may import core, ledger, fleet and storage, and no other folder of src/.";
const CLOCK = "core has neither clock nor dice: take the value as an argument.";

/** A file with forbidden and allowed lines, and what the linter must say about it. */
interface Probe {
  readonly says: string;
  readonly path: string;
  readonly source: string;
  readonly expected: readonly string[];
}

interface Diagnostic {
  readonly filename: string;
  readonly message: string;
}

const probes: readonly Probe[] = [
  ...LAYERS.map((layer) => probeOfLayer(layer)),
  ...[
    'import { a } from "../../cli/x.ts";',
    'import type { A } from "../../cli/x.ts";',
    'export * from "../../cli/x.ts";',
    'export { a } from "../../cli/x.ts";',
    'export const a = await import("../../cli/x.ts");',
    'export type A = import("../../cli/x.ts").A;',
    'import { a } from "../../../scripts/x.ts";',
    'import { a } from "../../index.ts";',
  ].map((source, index) => ({
    says: `refused in ledger: ${source}`,
    path: `src/ledger/form-${index}/probe.ts`,
    source,
    expected: [LEDGER],
  })),
  {
    says: "ingest has a sentence of its own",
    path: "src/ingest/probe.ts",
    source: 'import "../ask/x.ts";',
    expected: [INGEST],
  },
  {
    says: "core imports neither packages nor Node",
    path: "src/core/packages.ts",
    source: 'import "node:fs";\nimport "fast-check";',
    expected: [CORE, CORE],
  },
  {
    says: "a test in core may, but crosses no border either",
    path: "src/core/packages.test.ts",
    source: 'import "node:fs";\nimport "fast-check";\nimport "../ask/x.ts";',
    expected: [CORE],
  },
  {
    says: "core asks neither the clock nor the dice",
    path: "src/core/clock.ts",
    source: "export const a = [new Date(), Date(), Date.now(), Math.random()];",
    expected: [CLOCK, CLOCK, CLOCK, CLOCK],
  },
  {
    says: "core may read a time that it was given",
    path: "src/core/time.ts",
    source: 'export const a = new Date("2026-11-22");',
    expected: [],
  },
  {
    says: "other layers may ask the clock",
    path: "src/ledger/clock.ts",
    source: "export const a = new Date();",
    expected: [],
  },
];

const diagnostics = lint(probes);

test("every folder of src/ has its line in the layer table", () => {
  const entries = fs.readdirSync("src", { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.deepEqual(
    folders.filter((name) => !LAYERS.includes(name)),
    [],
  );
});

for (const { says, path, expected } of probes) {
  test(says, () => {
    const said = diagnostics.filter(({ filename }) => filename === path);
    assert.deepEqual(
      said.map(({ message }) => message),
      expected,
    );
  });
}

/** Imports every folder; those that the table does not name must be refused. */
function probeOfLayer(layer: string): Probe {
  const allowed = layer === "cli" ? LAYERS : [layer, ...(MAY_IMPORT[layer] ?? [])];
  const refused = LAYERS.filter((other) => !allowed.includes(other));
  const sentence = layer === "core" ? CORE : `${layer} may import ${and(MAY_IMPORT[layer] ?? [])}`;
  return {
    says: `${layer} may import ${allowed.join(", ")}${refused.length > 0 ? " and is refused the rest" : ""}`,
    path: `src/${layer}/deeper/probe.ts`,
    source: LAYERS.map((other) => `import "../../${other}/x.ts";\n`).join(""),
    expected: refused.map(() => sentence),
  };
}

function and(layers: readonly string[]): string {
  const [only] = layers;
  if (layers.length < 2) return `${only} and no other folder of src/.`;
  return `${layers.slice(0, -1).join(", ")} and ${layers.at(-1)}, and no other folder of src/.`;
}

/** What our own rules say: the linter runs once over a project made of the probes. */
function lint(files: readonly Probe[]): readonly Diagnostic[] {
  const project = fs.mkdtempSync(join(tmpdir(), "tasktrail-layers-"));
  for (const path of [".oxlintrc.json", "scripts/lint-rules.js", "tsconfig.json", "package.json"]) {
    fs.cpSync(path, join(project, path));
  }
  fs.symlinkSync(resolve("node_modules"), join(project, "node_modules"));
  for (const { path, source } of files) {
    fs.mkdirSync(dirname(join(project, path)), { recursive: true });
    fs.writeFileSync(join(project, path), source);
  }
  const oxlint = resolve("node_modules/oxlint/bin/oxlint");
  const options = { cwd: project, encoding: "utf8" } as const;
  const run = spawnSync(process.execPath, [oxlint, "--format=json"], options);
  fs.rmSync(project, { recursive: true });

  const report = JSON.parse(run.stdout) as {
    diagnostics: readonly (Diagnostic & { readonly code: string })[];
  };
  return report.diagnostics.filter(({ code }) => code.startsWith("tasktrail("));
}
