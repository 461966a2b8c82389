import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, test } from "node:test";

/** Folders in which one file is one thing, and index.ts the list of them. */
const CATALOGUES = [
  "src/core/actions/application-autoscaling",
  "src/core/actions/autoscaling",
  "src/core/actions/ec2",
  "src/core/actions/ecr",
  "src/core/actions/ecs",
  "src/core/actions/elasticloadbalancing",
  "src/core/actions/iam",
  "src/core/actions/secretsmanager",
  "src/core/actions/ssm",
  "src/core/causes",
  "src/core/clues",
  "src/core/effect-forms",
  "src/core/envelopes",
  "src/core/issuances",
  "src/core/issuers",
  "src/core/messages",
  "src/core/rules",
  "src/core/detectors",
  "src/core/starters",
  "src/core/tools",
  "src/alert/sinks",
  "src/ledger/migrations",
  "src/ingest/sources",
  "src/ask/questions",
  "src/ask/formats",
  "src/emulator/causes",
  "src/emulator/services",
  "src/emulator/scenarios",
  "src/cli/commands",
];

/** An index.ts that is not a list of its folder: the entry points of the package. */
const ENTRY_POINTS = [
  "src/index.ts",
  "src/core/index.ts",
  "src/emulator/index.ts",
  "src/lambda/index.ts",
];

for (const folder of CATALOGUES) {
  describe(`the catalogue ${folder}`, () => {
    const files = globSync(`${folder}/*.ts`, { exclude: ["**/*.test.ts", "**/index.ts"] });

    test("lists each of its files once", () => {
      const listed = specifiers(`${folder}/index.ts`).filter((name) => name.startsWith("./"));
      const present = files.map((file) => `./${basename(file)}`);
      assert.ok(present.length > 0, `${folder} holds something`);
      assert.deepEqual(listed.toSorted(), present.toSorted());
    });

    test("no file of it imports a sibling", () => {
      const siblings = files.flatMap((file) =>
        specifiers(file)
          .filter((name) => name.startsWith("./"))
          .map((name) => `${file} imports ${name}`),
      );
      assert.deepEqual(siblings, []);
    });
  });
}

test("every index.ts is an entry point or belongs to a catalogue", () => {
  const known = [...ENTRY_POINTS, ...CATALOGUES.map((folder) => `${folder}/index.ts`)];
  const lists = CATALOGUES.map((folder) => `${dirname(folder)}/index.ts`);
  const unknown = globSync("src/**/index.ts").filter(
    (file) => ![...known, ...lists].includes(file),
  );
  assert.deepEqual(unknown, []);
});

/** What a file imports or exports from. */
function specifiers(file: string): readonly string[] {
  const source = readFileSync(file, "utf8");
  return [...source.matchAll(/(?:\bfrom|\bimport\(?)\s*"([^"]+)"/g)].map(([, name = ""]) => name);
}
