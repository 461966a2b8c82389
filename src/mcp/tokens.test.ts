import assert from "node:assert/strict";
import { test } from "node:test";
import { estimateTokens } from "./tokens.ts";

test("a text is estimated at no fewer tokens than published encodings count", () => {
  // Counted with o200k_base, cl100k_base and Claude 2's encoding: the most of the three.
  const counted: readonly (readonly [string, number])[] = [
    ["checkout in prod was scaled 4 → 0 at 14:02:11Z by jane.doe@acme.example", 26],
    ["arn:aws:iam::123456789012:role/deploy-prod", 16],
    ["9cf853ef-349a-4b0c-a57d-3f03c7fbf3ce", 26],
    ['{"id":"9cf853ef","at":"2026-11-20T14:02:11Z","more":3}', 28],
    ["佐藤さんが再起動しました", 12],
  ];
  for (const [text, tokens] of counted) {
    assert.ok(estimateTokens(text) >= tokens, `${text}: ${String(estimateTokens(text))}`);
  }
});

test("a longer text is never estimated at less", () => {
  const text = 'sentence 12, "quoted": {a: [1]}  ünïcode 🚀'.repeat(3);
  for (let end = 1; end < text.length; end += 1) {
    assert.ok(estimateTokens(text.slice(0, end)) <= estimateTokens(text.slice(0, end + 1)) + 1);
  }
});
