import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fit,
  fitEnd,
  neutraliseForCsv,
  neutraliseForMarkdown,
  neutraliseForTerminal,
  neutraliseJson,
  shorten,
  widthOf,
} from "./neutralise.ts";

const TERMINAL: readonly (readonly [what: string, hostile: string, shown: string])[] = [
  ["a colour sequence", "\u001b[31mred\u001b[0m", String.raw`\x1b[31mred\x1b[0m`],
  ["a one-byte CSI", "\u009b2J", String.raw`\x9b2J`],
  ["a link", "\u001b]8;;http://evil\u0007x", String.raw`\x1b]8;;http://evil\x07x`],
  ["line breaks", "a\r\nb\u2028c\u0085d", String.raw`a\r\nb\u2028c\x85d`],
  ["a tab and a NUL", "a\tb\0", String.raw`a\tb\x00`],
  ["a bidi override", "\u202egpj.exe", String.raw`\u202egpj.exe`],
  ["zero-width text", "ad\u200bmin\ufeff", String.raw`ad\u200bmin\ufeff`],
  ["hidden tag letters", "a\u{e0041}", String.raw`a\u{e0041}`],
  ["smuggling variation selectors", "a\ufe01\u{e0101}", String.raw`a\ufe01\u{e0101}`],
  ["a lone surrogate", "a\ud800b", String.raw`a\ud800b`],
  ["a blank letter", "\u3164", String.raw`\u3164`],
  ["harmless text", "Jürgen 佐藤 ❤️ 4 → 0", "Jürgen 佐藤 ❤️ 4 → 0"],
];

for (const [what, hostile, shown] of TERMINAL) {
  test(`on a terminal ${what} is shown, not obeyed`, () => {
    assert.equal(neutraliseForTerminal(hostile), shown);
  });
}

test("piled-up marks are cut", () => {
  assert.ok(neutraliseForTerminal(`z${"\u0300".repeat(500)}`).length < 10);
});

test("JSON keeps the data and loses the raw characters", () => {
  const hostile = '\u009b\u202e\u{e0041}\u2028\u001b\n"\\ü';

  const text = neutraliseJson(JSON.stringify({ hostile }, null, 2));

  assert.deepEqual(JSON.parse(text), { hostile });
  assert.match(text, /^[\n -~ü]*$/);
});

const FORMULAS = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  " =1",
  "＝1",
  "=cmd|' /C calc'!A0",
];

for (const formula of FORMULAS) {
  test(`in CSV ${JSON.stringify(formula)} does not run`, () => {
    const field = neutraliseForCsv(formula).replace(/^"/, "");

    assert.ok(field.startsWith("'"));
  });
}

test("CSV quotes what would break a line into other fields", () => {
  assert.equal(neutraliseForCsv('a,b "c"'), '"a,b ""c"""');
  assert.equal(neutraliseForCsv("a;b"), '"a;b"');
  assert.equal(neutraliseForCsv("checkout"), "checkout");
  assert.doesNotMatch(neutraliseForCsv("a\nb"), /\n/);
});

const MARKDOWN: readonly (readonly [what: string, hostile: string, shown: string])[] = [
  ["a mention", "hi @everyone now", "hi `@everyone` now"],
  ["a link", "[x](https://evil)", "`[x](https://evil)`"],
  ["an image", "![x](y)", String.raw`\!\[x\](y)`],
  ["a bare address", "see https://evil.example", "see `https://evil.example`"],
  ["a bare host", "see www.evil.example", "see `www.evil.example`"],
  ["HTML", "<script>alert(1)</script>", String.raw`\<script\>alert(1)\</script\>`],
  ["an entity", "&lt;", String.raw`\&lt;`],
  ["a table cell", "a|b", String.raw`a\|b`],
  ["a heading", "# big", String.raw`\# big`],
  ["a list", "- item", String.raw`\- item`],
  ["a numbered list", "1. item", String.raw`1\. item`],
  ["emphasis", "_a_ **b**", String.raw`\_a\_ \*\*b\*\*`],
  ["an issue", "fixes #123", "fixes `#123`"],
  ["code", "`rm`", "`ˋrmˋ`"],
  ["mathematics", "$x$", "`$x$`"],
  ["a new line", "a\n\n# b", String.raw`a\\n\\n\# b`],
  ["harmless text", "checkout was scaled 4 → 0", "checkout was scaled 4 → 0"],
];

for (const [what, hostile, shown] of MARKDOWN) {
  test(`in Markdown ${what} stays text`, () => {
    assert.equal(neutraliseForMarkdown(hostile), shown);
  });
}

test("text is cut by columns, never inside a visible escape or a wide character", () => {
  assert.equal(fit("checkout", 8), "checkout");
  assert.equal(fit("checkout", 7), "checko…");
  assert.equal(fit(String.raw`ab\x1b[31m`, 5), "ab…");
  assert.equal(fit("佐藤佐藤", 6), "佐藤…");
  assert.equal(fitEnd("a/b/checkout", 9), "…checkout");
  assert.equal(fit("x", 0), "");
});

test("long strings are cut before anything looks at them whole", () => {
  const start = performance.now();
  const long = "\u0300".repeat(1_000_000);

  assert.ok(widthOf(fit(long, 20)) <= 20);
  assert.ok(fit("a".repeat(1_000_000), 20).length <= 20);
  assert.ok(shorten(long, 100).length < 150);
  assert.ok(performance.now() - start < 1000);
});
