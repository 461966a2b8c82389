import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { createAttributor } from "../src/core/attribute.ts";
import { decode } from "../src/core/decode.ts";
import type { StarterExample } from "../src/core/starter.ts";
import { starters } from "../src/core/starters/index.ts";
import type { Change } from "../src/core/change.ts";
import { archiveOfRecords, recordsOf } from "./archive-of-records.ts";

for (const starter of starters) {
  describe(`the starter ${starter.id}`, () => {
    it("has an example", () => {
      assert.ok(starter.examples.length > 0);
    });

    for (const example of starter.examples) {
      it(`tells who: ${example.title}`, () => {
        const { actor, behind } = lastOf(example);

        assert.deepEqual({ kind: actor.kind, name: actor.name }, example.actor);
        const who = behind && { kind: behind.kind, name: behind.name };
        assert.deepEqual(who, example.behind);
      });

      it(`rests on records that are named: ${example.title}`, () => {
        const known = new Set(recordsOf(example.records).map(({ eventID }) => eventID));
        const { actor, behind } = lastOf(example);
        const evidence = [...actor.evidence, ...(behind?.evidence ?? [])];

        const strange = evidence.filter(
          ({ eventID }) => eventID !== undefined && !known.has(eventID),
        );

        assert.deepEqual(strange, []);
        if (behind !== undefined) {
          assert.ok(behind.evidence.length > 0);
          assert.ok(behind.evidence.every(({ eventID }) => eventID !== undefined));
          assert.ok(behind.grade !== undefined);
        }
      });

      it(`names nobody from later records, other regions or other accounts: ${example.title}`, () => {
        const [call, ...others] = recordsOf(example.records).toReversed();
        assert.ok(call);
        const elsewhere = others.flatMap((record) => [
          { ...record, eventID: `${record.eventID}-region`, awsRegion: "us-west-2" },
          { ...record, eventID: `${record.eventID}-account`, recipientAccountId: "999988887777" },
          { ...record, eventID: `${record.eventID}-later`, eventTime: "2027-01-01T00:00:00Z" },
        ]);

        const { actor, behind } = createAttributor(
          archiveOfRecords([...elsewhere, call]),
        ).attribute(decode(call), call);

        assert.equal(behind, undefined);
        assert.deepEqual(
          [...actor.evidence].filter(({ eventID }) => eventID !== undefined),
          [],
        );
      });
    }
  });
}

describe("the page about services", () => {
  it("tells each starter, in the order in which they are asked", () => {
    const page = readFileSync(new URL("../docs/attribution-services.md", import.meta.url), "utf8");

    const told = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id]) => id);

    assert.deepEqual(
      told,
      starters.map(({ id }) => id),
    );
  });
});

/** The service's call, the last record of an example, with all of them at hand. */
function lastOf({ records }: StarterExample): Change {
  const read = recordsOf(records);
  const call = read.at(-1);
  assert.ok(call);
  return createAttributor(archiveOfRecords(read)).attribute(decode(call), call);
}
