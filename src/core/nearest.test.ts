import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "./nearest.ts";

const NAMES = ["checkout", "checkout-worker", "cart", "payments", "__proto__", "constructor"];

const CASES: readonly (readonly [typed: string, names: readonly string[]])[] = [
  ["Checkout", ["checkout", "checkout-worker"]],
  ["chekcout", ["checkout"]],
  ["checkot", ["checkout"]],
  ["worker", ["checkout-worker"]],
  ["paymnets", ["payments"]],
  ["crat", ["cart"]],
  ["payments-api", ["payments"]],
  ["nothing-like-it", []],
];

for (const [typed, names] of CASES) {
  test(`who types ${typed} may have meant ${names.join(", ") || "nothing known"}`, () => {
    assert.deepEqual(nearest(typed, NAMES), names);
  });
}

test("hostile lengths are not compared", () => {
  assert.deepEqual(nearest("x".repeat(1_000_000), NAMES), []);
  assert.deepEqual(nearest("abc", ["abc".repeat(1_000_000)]), []);
});
