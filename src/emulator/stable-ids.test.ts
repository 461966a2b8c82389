import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { digitsOf, hexOf, lettersOf, seededRandom, uuidOf } from "./stable-ids.ts";

const texts = Array.from({ length: 20_000 }, (_, index) => `story/call/#${String(index)}`);

describe("ids made from texts", () => {
  test("have the shape that AWS gives them", () => {
    assert.match(
      uuidOf("one"),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    assert.match(hexOf("one", 44), /^[0-9a-f]{44}$/);
    assert.match(lettersOf("one", 17), /^[A-Z2-7]{17}$/);
    for (const text of texts.slice(0, 1000)) assert.match(digitsOf(text), /^[1-9]\d{18}$/);
  });

  test("are the same for the same text and differ for others", () => {
    assert.equal(uuidOf("one"), uuidOf("one"));
    assert.equal(new Set(texts.map(uuidOf)).size, texts.length);
    assert.equal(new Set(texts.map((text) => lettersOf(text, 16))).size, texts.length);
    assert.equal(new Set(texts.map(digitsOf)).size, texts.length);
  });

  test("spread evenly", () => {
    const low = texts.filter((text) => uuidOf(text) < "8").length / texts.length;
    assert.ok(low > 0.48 && low < 0.52, String(low));
    const random = seededRandom("dice");
    const mean = texts.reduce((sum) => sum + random(), 0) / texts.length;
    assert.ok(mean > 0.49 && mean < 0.51, String(mean));
  });
});
