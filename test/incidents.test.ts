import assert from "node:assert/strict";
import { test } from "node:test";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { runCommand, splitWords } from "./run-command.ts";

interface JsonAnswer {
  readonly sentence: string;
  readonly changes: readonly {
    readonly eventID: string;
    readonly at: string;
    readonly account: string;
    readonly region: string;
    readonly eventName: string;
    readonly intent: string;
    readonly actor: { readonly kind: string; readonly name: string };
    readonly tool: { readonly name: string };
    readonly origin: { readonly name: string };
  }[];
}

const { incidents } = demoFleet();

test("the demo fleet has at least six incidents", () => {
  assert.ok(incidents.length >= 6, String(incidents.length));
});

for (const { id, symptom, question, truth } of incidents) {
  test(`${id}: "${symptom}" is answered with the truth by: ${question}`, async () => {
    const { stdout, stderr, code } = await runCommand([
      ...splitWords(question),
      "--demo",
      "--output",
      "json",
    ]);
    assert.equal(code, 0, stderr);
    const answer = JSON.parse(stdout) as JsonAnswer;
    const [newest] = answer.changes;
    assert.ok(newest, answer.sentence);

    const { says, actorKind, actorName, tool, origin, ...expected } = truth;
    assert.deepEqual(
      {
        eventID: newest.eventID,
        at: newest.at,
        account: newest.account,
        region: newest.region,
        eventName: newest.eventName,
        intent: newest.intent,
      },
      expected,
    );
    assert.deepEqual([newest.actor.kind, newest.actor.name], [actorKind, actorName]);
    assert.deepEqual([newest.tool.name, newest.origin.name], [tool, origin]);
    for (const words of says)
      assert.ok(answer.sentence.includes(words), `${words}: ${answer.sentence}`);
  });
}
