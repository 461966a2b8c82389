import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { clues } from "../src/core/clues/index.ts";
import { identify } from "../src/core/identify.ts";
import type { ClueExample } from "../src/core/clue.ts";
import type { CloudTrailRecord } from "../src/core/record.ts";
import { readRecord } from "../src/core/read-record.ts";

for (const clue of clues) {
  describe(`the clue ${clue.id}`, () => {
    it("has an example", () => {
      assert.ok(clue.examples.length > 0);
    });

    for (const { title, record, actor } of clue.examples) {
      it(`names the actor: ${title}`, () => {
        const { kind, name, via } = identify(recordOf(record));

        assert.deepEqual({ kind, name, ...(actor.via !== undefined && { via }) }, actor);
      });
    }

    it("answers its own first example, and no clue before it does", () => {
      const example = clue.examples[0];
      assert.ok(example);

      const first = clues.find((each) => each.read(recordOf(example.record)) !== undefined);

      assert.equal(first?.id, clue.id);
    });
  });
}

function recordOf(example: ClueExample["record"]): CloudTrailRecord {
  const record = readRecord({
    eventVersion: "1.11",
    eventID: "0b8d7a5e-0000-4000-8000-000000000001",
    eventTime: "2026-11-20T14:02:11Z",
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    ...example,
  });
  assert.ok(!("flaw" in record));
  return record;
}

describe("the page about attribution", () => {
  it("tells each clue, in the order in which they are asked", () => {
    const page = readFileSync(new URL("../docs/attribution.md", import.meta.url), "utf8");

    const told = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id]) => id);

    assert.deepEqual(
      told,
      clues.map(({ id }) => id),
    );
  });
});
