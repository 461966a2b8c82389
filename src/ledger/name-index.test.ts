import assert from "node:assert/strict";
import { test } from "node:test";
import { NameIndex } from "./name-index.ts";

test("names lead to their numbers, also to those that were put after it was asked", () => {
  const index = new NameIndex();
  index.add("a", 0);
  index.add("b", 0);
  index.add("a", 3);
  assert.deepEqual(index.find("a"), [0, 3]);
  index.add("a", 5);
  index.add("c", 5);

  assert.deepEqual(index.find("a"), [0, 3, 5]);
  assert.deepEqual(index.find("b"), [0]);
  assert.deepEqual(index.find("__proto__"), []);
});

test("more names than one sorted part holds are all found", () => {
  const index = new NameIndex();
  const count = 150_000;
  for (let number = 0; number < count; number++)
    index.add(`name ${String(number % 50_000)}`, number);

  assert.deepEqual(index.find("name 49999"), [49_999, 99_999, 149_999]);
  assert.deepEqual(index.find("name 50000"), []);
});

test("numbers far apart are exact, under the largest hash too", () => {
  const index = new NameIndex(() => 2 ** 32 - 1);
  const numbers = [0, 2 ** 21 - 1, 2 ** 21, 2 ** 31, 2 ** 31 + 1];
  for (const number of numbers) index.add("any", number);

  assert.deepEqual(index.find("other"), numbers);
});
