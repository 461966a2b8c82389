import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Client } from "@modelcontextprotocol/client";
import { questions } from "../src/ask/questions/index.ts";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { estimateTokens } from "../src/mcp/tokens.ts";
import { askerWith, call, connectTo } from "./ask-tools.ts";
import { splitWords } from "./run-command.ts";

describe("the tools, about the demo fleet", () => {
  let client: Client;
  before(async () => {
    client = await connectTo(askerWith({ demo: true }));
  });
  after(() => client.close());

  test("every question is a read-only, idempotent tool with its own description and schemas", async () => {
    const { tools } = await client.listTools();

    assert.deepEqual(
      tools.map(({ name }) => name),
      questions.map(({ name }) => name),
    );
    for (const { name, description = "", annotations, inputSchema, outputSchema } of tools) {
      const question = questions.find((one) => one.name === name);
      assert.ok(question && description.startsWith(question.summary), name);
      assert.equal(annotations?.readOnlyHint, true);
      assert.equal(annotations.idempotentHint, true);
      assert.equal(annotations.destructiveHint, false);
      assert.equal(inputSchema.type, "object");
      assert.equal(outputSchema?.type, "object");
    }
  });

  test("no tool takes a file, a source, a profile or an address of its own", async () => {
    const { tools } = await client.listTools();
    const named = new Set(
      tools.flatMap(({ inputSchema }) => Object.keys(inputSchema.properties ?? {})),
    );

    for (const operators of ["source", "material", "profile", "endpointUrl", "ledger", "output"]) {
      assert.ok(!named.has(operators), operators);
    }
    const refused = await call(client, "audit", { source: ["/etc/passwd"] });
    assert.ok(refused.isError, refused.text);
  });

  for (const { id, symptom, question, truth } of demoFleet().incidents) {
    test(`${id}: "${symptom}" is answered by one call within 1,500 tokens`, async () => {
      const { name, input } = asInput(question);
      const { text, brief } = await call(client, name, input);
      const [newest] = brief.changes;

      assert.ok(newest, text);
      assert.equal(newest.id, truth.eventID.slice(0, 8));
      assert.equal(newest.at, truth.at);
      assert.ok(newest.by.includes(truth.actorName), newest.by);
      for (const words of truth.says) assert.ok(brief.sentence.includes(words), brief.sentence);
      assert.ok(text.includes(brief.sentence));
      assert.ok(estimateTokens(text) <= 1500, text);
      assert.ok(estimateTokens(JSON.stringify(brief)) <= 1500, text);
    });
  }
});

/** A command line of a question as a tool's arguments. */
function asInput(line: string): {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
} {
  const [name = "", ...words] = splitWords(line);
  const flag = words.findIndex((word) => word.startsWith("--"));
  const typed = flag < 0 ? words : words.slice(0, flag);
  const flags = flag < 0 ? [] : words.slice(flag);
  const pairs = flags.flatMap((word, index) =>
    word.startsWith("--") ? [[word.slice(2), flags[index + 1]] as const] : [],
  );
  const [one, two] = typed;
  const positional = two === undefined ? { target: one } : { verb: one, target: two };
  return { name, input: { ...positional, ...Object.fromEntries(pairs) } };
}
