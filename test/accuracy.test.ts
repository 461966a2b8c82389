import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import type { Actor } from "../src/core/actor.ts";
import type { Change } from "../src/core/change.ts";
import { readCorpus, type Truth } from "../scripts/accuracy/corpus.ts";
import { judge } from "../scripts/accuracy/judge.ts";
import { report } from "../scripts/accuracy/report.ts";
import { goalsOf, isWrongAsFact, LEAST_RIGHT, tryAll } from "../scripts/accuracy/score.ts";

const cases = readCorpus(fileURLToPath(new URL("fixtures/identity", import.meta.url)));
const tried = tryAll(cases);

describe("The labelled cases of who it really was", () => {
  it("are many, each with its provenance and at least one of every kind of truth", () => {
    assert.ok(cases.length >= 300, `${cases.length} cases`);
    for (const { id, provenance } of cases) assert.ok(provenance.length > 5, id);
    for (const part of ["actor", "unknown", "claim", "behind", "link", "aiAgent", "possibly"]) {
      assert.ok(
        cases.some(({ truth }) => Object.hasOwn(truth, part)),
        part,
      );
    }
  });

  it("name one record by one eventID, also where it arrives twice", () => {
    for (const { id, records } of cases) {
      const ids = new Set(records.map(({ eventID }) => eventID));
      const different = new Set(records.map((record) => JSON.stringify(record)));
      assert.equal(ids.size, different.size, id);
    }
  });

  it("are answered rightly where the records contain the answer, in 97 of 100 cases or more", () => {
    const { right } = goalsOf(tried);
    assert.ok(right >= LEAST_RIGHT, report(tried));
  });

  it("are never answered wrongly as proven or inferred", () => {
    const wrong = tried.filter(isWrongAsFact);
    assert.deepEqual(
      wrong.map(({ one, judgement }) => [one.id, ...judgement.differences]),
      [],
    );
  });
});

const actor = (parts: Partial<Actor>): Actor => ({
  kind: "person",
  name: "jane",
  via: "IAM user",
  grade: "proven",
  principal: "",
  through: [],
  evidence: [],
  gaps: [],
  ...parts,
});

function verdictOf(truth: Truth, got: Partial<Actor>, behind?: Partial<Actor>): string {
  const { change } = tried[0] ?? assert.fail("there are cases");
  const { behind: _behind, ...rest } = change;
  const answer: Change = {
    ...rest,
    actor: actor(got),
    ...(behind && { behind: actor(behind) }),
  };
  const { verdict, grade } = judge(truth, answer);
  return `${verdict} ${grade}`;
}

describe("The judge of an answer", () => {
  const jane: Truth = { actor: { kind: "person", name: "jane" }, maxGrade: "inferred" };

  it("calls another name, another kind and a name where nobody can be known wrong", () => {
    assert.equal(verdictOf(jane, { name: "omar" }), "wrong proven");
    assert.equal(verdictOf(jane, { kind: "pipeline", grade: "claimed" }), "wrong claimed");
    assert.equal(verdictOf({ unknown: true }, { grade: "inferred" }), "wrong inferred");
  });

  it("takes a wrong name without a grade for a fact", () => {
    const { grade: _grade, ...ungraded } = actor({ name: "omar" });
    const { change } = tried[0] ?? assert.fail("there are cases");
    assert.equal(judge(jane, { ...change, actor: ungraded }).grade, "ungraded");
  });

  it("lets a claim stand only as a claim, and only the one that was made", () => {
    const truth: Truth = { unknown: true, claim: { name: "jane" } };
    assert.equal(verdictOf(truth, { grade: "claimed" }), "right claimed");
    assert.equal(verdictOf(truth, { grade: "inferred" }), "wrong inferred");
    assert.equal(verdictOf(truth, { grade: "claimed", name: "omar" }), "wrong claimed");
  });

  it("calls an account on the way and a provider unknown, and a grade too high incomplete", () => {
    assert.equal(verdictOf(jane, { kind: "account", name: "account 1" }), "unknown proven");
    assert.equal(verdictOf(jane, {}), "incomplete proven");
  });

  it("holds whoever stands behind by the grade of that one", () => {
    const truth: Truth = { ...jane, behind: { kind: "person", name: "omar" } };
    const got = { grade: "inferred" } as const;
    assert.equal(verdictOf(truth, got), "incomplete inferred");
    assert.equal(verdictOf(truth, got, { name: "omar" }), "right inferred");
    assert.equal(verdictOf(truth, got, { name: "eve", grade: "claimed" }), "wrong claimed");
    assert.equal(verdictOf(jane, got, { name: "eve", grade: "proven" }), "wrong proven");
  });

  it("takes the reading that fits best", () => {
    const truth: Truth = { unknown: true, or: [{ actor: { kind: "person", name: "jane" } }] };
    assert.equal(verdictOf(truth, {}), "right proven");
    assert.equal(verdictOf(truth, { name: "omar" }), "wrong proven");
  });
});

describe("A corpus of somebody else's", () => {
  const read = (name: string, text: string) => {
    const folder = mkdtempSync(join(tmpdir(), "tasktrail-corpus-"));
    try {
      writeFileSync(join(folder, name), text);
      return readCorpus(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const head = { id: "a", title: "a case", subject: "1", truth: { unknown: true } };
  const record = { eventID: "1", eventName: "StopTask" };

  it("is read the same from NDJSON and from JSON", () => {
    const lines = read("ours.ndjson", `${JSON.stringify(head)}\n${JSON.stringify(record)}\n`);
    const list = read("ours.json", JSON.stringify([{ ...head, records: [record] }]));
    assert.deepEqual(lines, list);
    assert.deepEqual(
      [lines[0]?.kind, lines[0]?.records, lines[0]?.answerInRecords],
      ["ours", [record], true],
    );
  });

  it("is refused, with file and case, where a case cannot be asked", () => {
    const refused: readonly (readonly [string, RegExp])[] = [
      [JSON.stringify({ ...head, records: [] }), /ours\.json, case "a": no record is its subject/],
      [JSON.stringify({ ...head, truth: {}, records: [record] }), /neither an actor nor `unknown`/],
      [JSON.stringify([record]), /before the first case/],
    ];
    for (const [text, message] of refused) assert.throws(() => read("ours.json", text), message);
  });
});
