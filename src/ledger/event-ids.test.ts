import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EventIDs } from "./event-ids.ts";

const anyID = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.uuid().map((id) => id.replaceAll("-", "0")),
  fc.nat({ max: 20 }).map((n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`),
  fc.string(),
  fc.constantFrom("", "__proto__", "constructor", "-".repeat(36), "0".repeat(36)),
);

test("an id is found by its number, and no other id is", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyID, { maxLength: 80 }), fc.array(anyID), (ids, others) => {
      const known = new EventIDs();
      for (const id of ids) known.add(id);

      assert.deepEqual(
        ids.map((id) => known.find(id)),
        ids.map((_, index) => index),
      );
      for (const id of others) {
        assert.equal(known.find(id), ids.includes(id) ? ids.indexOf(id) : undefined);
      }
    }),
  );
});

test("ids that differ in one place only are told apart, however many there are", () => {
  const known = new EventIDs();
  const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
  const count = 20_000;
  for (let n = 0; n < count; n++) known.add(idOf(n));

  for (let n = 0; n < count; n++) assert.equal(known.find(idOf(n)), n);
  assert.equal(known.find(idOf(count)), undefined);
  assert.equal(known.find(idOf(1).toUpperCase().replace("4", "A")), undefined);
});
