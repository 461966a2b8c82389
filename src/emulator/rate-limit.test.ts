import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RateLimit } from "./rate-limit.ts";

describe("two requests a second", () => {
  test("go through, and a third only after half a second", () => {
    let now = 0;
    const limit = new RateLimit(() => now);
    const ask = (): boolean => limit.allows("one", 2);
    assert.deepEqual([ask(), ask(), ask()], [true, true, false]);
    now = 499;
    assert.equal(ask(), false);
    now = 500;
    assert.deepEqual([ask(), ask()], [true, false]);
  });

  test("do not save up, however long the pause", () => {
    let now = 0;
    const limit = new RateLimit(() => now);
    assert.equal(limit.allows("one", 2), true);
    now = 60_000;
    const three = [1, 2, 3].map(() => limit.allows("one", 2));
    assert.deepEqual(three, [true, true, false]);
  });

  test("are counted for each key", () => {
    const limit = new RateLimit(() => 0);
    assert.deepEqual(
      [1, 2, 3].map(() => limit.allows("one", 2)),
      [true, true, false],
    );
    assert.equal(limit.allows("other", 2), true);
  });
});
