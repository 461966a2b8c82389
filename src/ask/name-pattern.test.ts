import assert from "node:assert/strict";
import { test } from "node:test";
import { fitsName } from "./name-pattern.ts";

const CASES: readonly (readonly [pattern: string, name: string, fits: boolean])[] = [
  ["jane", "Jane.Doe@example.com", true],
  ["DOE", "jane.doe@example.com", true],
  ["john", "jane.doe@example.com", false],
  ["jane*", "jane.doe", true],
  ["jane*", "mary-jane", false],
  ["*jane", "mary-jane", true],
  ["j?ne", "jane", true],
  ["j?ne", "jaane", false],
  ["*", "", true],
  ["a*b*c", "aXbYbZc", true],
  ["a*b*c", "aXbYbZ", false],
  ["deploy.prod", "deployXprod", false],
  ["[a-z]", "a", false],
];

for (const [pattern, name, fits] of CASES) {
  test(`${pattern} ${fits ? "fits" : "does not fit"} ${name}`, () => {
    assert.equal(fitsName(pattern, name), fits);
  });
}

test("a long name against many stars takes no noticeable time", () => {
  const start = performance.now();

  assert.equal(fitsName("a*a*a*a*a*a*a*b", "a".repeat(20_000)), false);

  assert.ok(performance.now() - start < 1000);
});
