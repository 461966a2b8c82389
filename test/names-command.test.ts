import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { runCommand, splitWords, type Ran } from "./run-command.ts";

const NOW = new Date("2026-11-20T14:25:00Z");
const WHERE = "--region eu-west-1";
const JANE = "c2f5b4a4-9031-70d6-5b1c-2b8d3e5f7a91";
const ledger = join(folder(), "ledger.db");
let emulator: Emulator;
const kept = new Map<string, string | undefined>();

before(async () => {
  emulator = await startEmulator({ scenario: demoFleet(NOW), now: () => NOW });
  for (const [name, value] of Object.entries(emulator.env)) {
    kept.set(name, process.env[name]);
    process.env[name] = value;
  }
  await ask(`who checkout --at 14:02 --effects never ${WHERE}`);
});

after(async () => {
  for (const [name, value] of kept) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await emulator.close();
});

function folder(): string {
  return mkdtempSync(join(tmpdir(), "tasktrail-"));
}

async function ask(
  line: string,
  cwd = folder(),
): Promise<Ran & { readonly asked: readonly string[] }> {
  const earlier = emulator.requests.length;
  const ran = await runCommand([...splitWords(line), "--ledger", ledger], { now: NOW, cwd });
  const asked = emulator.requests.slice(earlier).map(({ operation }) => operation);
  return { ...ran, asked };
}

function withNames(...lines: readonly string[]): string {
  const cwd = folder();
  writeFileSync(join(cwd, "tasktrail.yaml"), ["names:", ...lines].join("\n"));
  return cwd;
}

test("names lists who was seen, asks nobody, and writes what tasktrail.yaml needs", async () => {
  const { stdout, asked, code } = await ask("names");

  assert.equal(code, 0);
  assert.deepEqual(asked, []);
  assert.match(stdout, /^ {2}jane\.doe@acme\.example +- +\d changes?, last 2026-11-20$/m);
  assert.match(stdout, new RegExp(`^  ${JANE} +\\(jane\\.doe@acme\\.example\\)`, "m"));
  assert.match(stdout, /^names:\n(?: {2}# .*\n)* {2}# "jane\.doe@acme\.example":$/m);
});

test("names tells what each is shown as, and whose word that is", async () => {
  const cwd = withNames('  "*@acme.example": somebody at acme', `  ${JANE}: Jane Doe`);
  const { stdout } = await ask("names", cwd);

  assert.match(
    stdout,
    /jane\.doe@acme\.example +somebody at acme .*names: \*@acme\.example: somebody/,
  );
  assert.match(stdout, new RegExp(`${JANE} +Jane Doe .*tasktrail\\.yaml names: ${JANE}: Jane Doe`));
  assert.doesNotMatch(stdout, /# "jane/);
});

test("an answer shows the user's own names, says so, and is found by them", async () => {
  const cwd = withNames(`  ${JANE}: Jane Doe`, "  198.51.100.0/24: Lisbon office");
  const line = `who checkout --at 14:02 --effects never ${WHERE} --actor "jane doe"`;
  const { stdout } = await ask(line, cwd);
  const told = stdout.replaceAll(/\s+/g, " ");

  assert.match(told, /by Jane Doe \(jane\.doe@acme\.example, Identity Center/);
  assert.match(told, /from 198\.51\.100\.23 \(Lisbon office\)/);
  assert.match(told, /inferred actor your own mapping says so: tasktrail\.yaml names = c2f5b4a4/);
});

test("where AWS denies DescribeUser, the IAM action is named and the list is given all the same", async () => {
  emulator.inject({ kind: "access-denied", times: 1, operation: "DescribeUser" });
  const { stdout, asked, code } = await ask(`names --resolve ${WHERE}`);

  assert.equal(code, 2);
  assert.deepEqual(asked, ["DescribeUser"]);
  assert.match(stdout, /Allow identitystore:DescribeUser/);
  assert.match(stdout, /jane\.doe@acme\.example/);
});

test("--resolve asks Identity Center once for each user id, and later answers use what it said", async () => {
  const first = await ask(`names --resolve ${WHERE}`);
  const again = await ask(`names --resolve ${WHERE}`);
  const answer = await ask(`who checkout --at 14:02 --effects never ${WHERE}`);

  assert.equal(first.code, 0, first.stdout + first.stderr);
  assert.ok(first.asked.length > 0);
  assert.ok(
    first.asked.every((operation) => operation === "DescribeUser"),
    first.asked.join(),
  );
  assert.match(first.stdout, new RegExp(`${JANE} +Jane Doe .*when it was asked on 2026-11-20`));
  assert.deepEqual(again.asked, []);
  assert.match(again.stdout, /Every Identity Center user id that was seen has a name/);
  const told = answer.stdout.replaceAll(/\s+/g, " ");
  assert.match(
    told,
    /by Jane Doe \(jane\.doe@acme\.example, Identity Center, AdministratorAccess\)/,
  );
  assert.match(told, /proven actor what Identity Center's directory called this user id/);
});

test("names writes a list for programs", async () => {
  const { stdout } = await ask("names --output json");
  const { schemaVersion, names } = JSON.parse(stdout) as {
    readonly schemaVersion: number;
    readonly names: readonly { readonly kind: string; readonly key: string }[];
  };

  assert.equal(schemaVersion, 1);
  assert.ok(names.some(({ kind, key }) => kind === "user-id" && key === JANE));
});
