import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { PatternError } from "../src/core/pattern/pattern-error.ts";
import { compilePattern, unfoldKeys } from "../src/core/pattern.ts";
import type { Json, JsonObject } from "../src/core/record.ts";

// What event-ruler 2.0.1, AWS's own matcher, was seen to do with each case.
const CASES: readonly (readonly [
  name: string,
  pattern: JsonObject,
  event: JsonObject,
  fits: boolean,
])[] = [
  ["a text is itself", { a: ["x"] }, { a: "x" }, true],
  ["a text is no other text", { a: ["x"] }, { a: "X" }, false],
  ["300 is 300.0 and 3.0e2", { a: [300] }, JSON.parse('{"a":3.0e2}'), true],
  ["300 is not the text 300", { a: [300] }, { a: "300" }, false],
  ["the text 300 is not 300", { a: ["300"] }, { a: 300 }, false],
  ["true is not the text true", { a: [true] }, { a: "true" }, false],
  ["true is true", { a: [true] }, { a: true }, true],
  ["null is null", { a: [null] }, { a: null }, true],
  ["null is not absent", { a: [null] }, {}, false],
  ["the empty text is itself", { a: [""] }, { a: "" }, true],
  ["any of several", { a: ["x", "y"] }, { a: "y" }, true],
  ["exists is true of null", { a: [{ exists: true }] }, { a: null }, true],
  ["exists is false of an empty object", { a: [{ exists: true }] }, { a: {} }, false],
  ["exists is false of an empty array", { a: [{ exists: true }] }, { a: [] }, false],
  ["exists is false of an object", { a: [{ exists: true }] }, { a: { b: 1 } }, false],
  ["absence is true of an empty array", { a: [{ exists: false }] }, { a: [] }, true],
  ["absence is true of an empty object", { a: [{ exists: false }] }, { a: {} }, true],
  ["absence is true of an object", { a: [{ exists: false }] }, { a: { b: 1 } }, true],
  ["absence is false of null", { a: [{ exists: false }] }, { a: null }, false],
  ["absence below what is absent", { a: { b: [{ exists: false }] } }, {}, true],
  ["absence below a text", { a: { b: [{ exists: false }] } }, { a: "x" }, true],
  ["absent or a value: absent", { a: [{ exists: false }, "x"] }, {}, true],
  ["absent or a value: the value", { a: [{ exists: false }, "x"] }, { a: "x" }, true],
  ["absent or a value: another", { a: [{ exists: false }, "x"] }, { a: "y" }, false],
  ["anything-but needs the field", { a: [{ "anything-but": "x" }] }, {}, false],
  ["anything-but takes null", { a: [{ "anything-but": "x" }] }, { a: null }, true],
  ["anything-but takes any element", { a: [{ "anything-but": "x" }] }, { a: ["x", "y"] }, true],
  [
    "anything-but of all elements",
    { a: [{ "anything-but": ["x", "y"] }] },
    { a: ["x", "y"] },
    false,
  ],
  ["anything-but 5 takes the text 5", { a: [{ "anything-but": 5 }] }, { a: "5" }, true],
  ["anything-but 5 refuses 5.0", { a: [{ "anything-but": [5] }] }, JSON.parse('{"a":5.0}'), false],
  ["anything-but a text takes a number", { a: [{ "anything-but": "5" }] }, { a: 5 }, true],
  [
    "anything-but a prefix takes a number",
    { a: [{ "anything-but": { prefix: "5" } }] },
    { a: 5 },
    true,
  ],
  [
    "anything-but prefixes",
    { a: [{ "anything-but": { prefix: ["x", "y"] } }] },
    { a: "yes" },
    false,
  ],
  ["anything-but a suffix", { a: [{ "anything-but": { suffix: "s" } }] }, { a: "yes" }, false],
  [
    "anything-but, whatever the case",
    { a: [{ "anything-but": { "equals-ignore-case": ["Yes"] } }] },
    { a: "yES" },
    false,
  ],
  [
    "anything-but a wildcard",
    { a: [{ "anything-but": { wildcard: "*/b/*" } }] },
    { a: "a/b/c" },
    false,
  ],
  ["an address is a range", { a: ["10.1.2.3"] }, { a: "010.1.2.3" }, true],
  [
    "an address of version 6 has many spellings",
    { a: ["2001:db8::1"] },
    { a: "2001:DB8:0::0:1" },
    true,
  ],
  ["cidr", { a: [{ cidr: "10.0.0.0/8" }] }, { a: "10.255.0.1" }, true],
  ["cidr of others", { a: [{ cidr: "10.0.0.0/8" }] }, { a: "11.0.0.1" }, false],
  ["cidr within a byte", { a: [{ cidr: "10.0.0.0/9" }] }, { a: "10.128.0.1" }, false],
  ["cidr of version 6", { a: [{ cidr: "2001:db8::/33" }] }, { a: "2001:db8:7fff::1" }, true],
  [
    "cidr of version 6, outside",
    { a: [{ cidr: "2001:db8::/33" }] },
    { a: "2001:db8:8000::1" },
    false,
  ],
  ["cidr and a service", { a: [{ cidr: "0.0.0.0/0" }] }, { a: "ecs.amazonaws.com" }, false],
  ["cidr keeps versions apart", { a: [{ cidr: "0.0.0.0/0" }] }, { a: "::1" }, false],
  ["numeric", { a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 5 }, true],
  ["numeric, outside", { a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 0 }, false],
  ["numeric equal", { a: [{ numeric: ["=", 0] }] }, { a: 0 }, true],
  ["numeric and a text", { a: [{ numeric: ["=", 5] }] }, { a: "5" }, false],
  ["a star fits nothing too", { a: [{ wildcard: "*" }] }, { a: "" }, true],
  ["stars", { a: [{ wildcard: "arn:*:role/*-prod" }] }, { a: "arn:aws:iam::1:role/x-prod" }, true],
  ["stars do not overlap", { a: [{ wildcard: "ab*ba" }] }, { a: "aba" }, false],
  ["a backslash takes the star itself", { a: [{ wildcard: "a\\*" }] }, { a: "a*" }, true],
  ["a star itself is not any text", { a: [{ wildcard: "a\\*" }] }, { a: "ab" }, false],
  ["prefix", { a: [{ prefix: "ab" }] }, { a: "abc" }, true],
  ["the empty prefix fits any text", { a: [{ prefix: "" }] }, { a: "x" }, true],
  ["the empty prefix fits no number", { a: [{ prefix: "" }] }, { a: 1 }, false],
  ["the empty suffix fits any text", { a: [{ suffix: "" }] }, { a: "" }, true],
  [
    "prefix, whatever the case",
    { a: [{ prefix: { "equals-ignore-case": "AB" } }] },
    { a: "abc" },
    true,
  ],
  [
    "suffix, whatever the case",
    { a: [{ suffix: { "equals-ignore-case": "BC" } }] },
    { a: "abc" },
    true,
  ],
  ["whatever the case", { a: [{ "equals-ignore-case": "PROD" }] }, { a: "Prod" }, true],
  ["ß is not SS", { a: [{ "equals-ignore-case": "STRASSE" }] }, { a: "straße" }, false],
  ["exactly", { a: [{ exactly: "x" }] }, { a: "x" }, true],
  ["any element of an array", { a: ["y"] }, { a: ["x", "y"] }, true],
  ["arrays in arrays count as one", { a: ["z"] }, { a: ["x", ["y", ["z"]]] }, true],
  [
    "fields of one element",
    { a: { f: ["Anna"], l: ["Jones"] } },
    { a: [{ f: "Anna", l: "Jones" }] },
    true,
  ],
  [
    "never fields of different elements",
    { a: { f: ["Anna"], l: ["Jones"] } },
    {
      a: [
        { f: "Anna", l: "Smith" },
        { f: "Ben", l: "Jones" },
      ],
    },
    false,
  ],
  [
    "absence is asked of all elements",
    { a: { f: [{ exists: false }], l: ["Jones"] } },
    { a: [{ f: "Anna" }, { l: "Jones" }] },
    false,
  ],
  [
    "dotted elements are the same elements",
    { "a.f": ["Anna"], "a.l": ["Jones"] },
    { a: [{ f: "Anna" }, { l: "Jones" }] },
    false,
  ],
  ["a dotted name is nested names", { "a.b": ["x"] }, { a: { b: "x" } }, true],
  ["nested names are a dotted name", { a: { b: ["x"] } }, { "a.b": "x" }, true],
  ["dotted beside nested", { a: { b: ["x"], c: ["y"] } }, { "a.b": "x", a: { c: "y" } }, true],
  ["$or: the first", { $or: [{ a: ["x"] }, { b: ["y"] }] }, { a: "x" }, true],
  ["$or: the second", { $or: [{ a: ["x"] }, { b: ["y"] }] }, { b: "y" }, true],
  ["$or: neither", { $or: [{ a: ["x"] }, { b: ["y"] }] }, { a: "y", b: "x" }, false],
  ["$or and its siblings", { c: [1], $or: [{ a: ["x"] }, { b: ["y"] }] }, { a: "x" }, false],
  ["$or below a name", { d: { $or: [{ a: ["x"] }, { b: ["y"] }] } }, { d: { b: "y" } }, true],
  [
    "$or in $or",
    { $or: [{ a: ["x"] }, { $or: [{ b: ["y"] }, { c: ["z"] }], d: [1] }] },
    { c: "z", d: 1 },
    true,
  ],
  [
    "$or in an array looks into the siblings' element",
    { a: { $or: [{ f: [1] }, { l: [2] }], g: [3] } },
    { a: [{ f: 1 }, { g: 3 }] },
    false,
  ],
  ["prototype's names are absent", { constructor: [{ exists: true }] }, {}, false],
  ["__proto__ is a name", JSON.parse('{"__proto__":["x"]}'), JSON.parse('{"__proto__":"x"}'), true],
];

describe("an event pattern", () => {
  for (const [name, pattern, event, fits] of CASES) {
    it(name, () => {
      assert.equal(compilePattern(pattern).matches(unfoldKeys(event)), fits);
    });
  }
});

const REJECTED: readonly (readonly [pattern: Json, message: string])[] = [
  ["x", "Filter is not an object"],
  [{}, "Empty objects are not allowed"],
  [{ a: "x" }, 'a: "a" must be an object or an array'],
  [{ a: { b: 1 } }, 'a.b: "b" must be an object or an array'],
  [{ a: [] }, "a: Empty arrays are not allowed"],
  [{ a: {} }, "a: Empty objects are not allowed"],
  [{ a: [["x"]] }, "a[0]: Match value must be String, number, true, false, or null"],
  [{ a: ["x", { prefix: "a", suffix: "b" }] }, "a[1]: Only one key allowed in match expression"],
  [{ a: [{ regex: "x" }] }, "a[0]: Unrecognized match type regex"],
  [{ a: [{ prefix: ["x"] }] }, "a[0].prefix: prefix match pattern must be a string"],
  [{ a: [{ wildcard: "a**b" }] }, "a[0].wildcard: Consecutive wildcard characters at pos 2"],
  [{ a: [{ wildcard: "ü**b" }] }, "a[0].wildcard: Consecutive wildcard characters at pos 3"],
  [{ a: [{ wildcard: String.raw`a\b` }] }, "a[0].wildcard: Invalid escape character at pos 2"],
  [
    { a: [{ "anything-but": { cidr: "10.0.0.0/8" } }] },
    "a[0].anything-but: Unsupported anything-but pattern: cidr",
  ],
  [{ a: [{ "anything-but": [] }] }, "a[0].anything-but: Empty arrays are not allowed"],
  [
    { a: [{ "anything-but": ["x", 1] }] },
    "a[0].anything-but: Inside anything but list, either all values are number or string, mixed type is not supported",
  ],
  [
    { a: [{ "anything-but": { prefix: "" } }] },
    "a[0].anything-but.prefix: Null prefix/suffix not allowed",
  ],
  [
    { a: [{ numeric: ["<", 5, ">", 0] }] },
    "a[0].numeric[2]: Too many elements in numeric expression",
  ],
  [{ a: [{ numeric: ["!=", 5] }] }, 'a[0].numeric[0]: Unrecognized numeric range operator: "!="'],
  [{ a: [{ numeric: [">", "5"] }] }, "a[0].numeric[1]: Value of > must be numeric"],
  [{ a: [{ numeric: [">", 5, "<", 5] }] }, "a[0].numeric[3]: Bottom must be less than top"],
  [{ a: [{ exists: "yes" }] }, "a[0].exists: exists match pattern must be either true or false."],
  [{ a: [{ cidr: "10.0.0.0" }] }, "a[0].cidr: Malformed CIDR, one '/' required"],
  [{ $or: [{ a: ["x"] }] }, "$or[0]: Unrecognized match type a"],
  [{ $or: [{ a: ["x"] }, {}] }, "$or[1]: Empty objects are not allowed"],
];

describe("an event pattern that the service refuses", () => {
  for (const [pattern, message] of REJECTED) {
    it(`${JSON.stringify(pattern)} is refused: ${message}`, () => {
      assert.throws(
        () => compilePattern(pattern),
        (error) =>
          error instanceof PatternError && assert.equal(error.message, message) === undefined,
      );
    });
  }

  it("multiplies to more than a thousand combinations", () => {
    const arms = [{ a: ["x"] }, { b: ["y"] }];
    const pattern = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`f${String(index)}`, { $or: arms }]),
    );
    assert.throws(() => compilePattern(pattern), /More than 1000 combinations/);
  });
});

describe("a compiled pattern", () => {
  it("tells the texts that a field must hold, over all its alternatives", () => {
    const { valuesOf } = compilePattern({
      $or: [{ d: { e: ["A"] } }, { d: { e: ["B"] }, f: [1] }],
    });
    assert.deepEqual([...(valuesOf("d.e") ?? [])], ["A", "B"]);
    assert.equal(valuesOf("f"), undefined);
    assert.equal(compilePattern({ a: [{ prefix: "x" }] }).valuesOf("a"), undefined);
  });

  it("answers for any event and any pattern that is accepted, and never throws", () => {
    const key = fc.constantFrom("a", "b", "a.b", "__proto__", "$or");
    const operators = fc.constantFrom<Json>(
      "x",
      1,
      null,
      { exists: false },
      { exists: true },
      { prefix: "x" },
      { "anything-but": "x" },
      { wildcard: "*x*" },
      { numeric: ["<", 3] },
    );
    const { pattern } = fc.letrec<{ pattern: Json }>((tie) => ({
      pattern: fc.dictionary(
        key,
        fc.oneof(
          { depthSize: "small" },
          fc.array(operators, { minLength: 1, maxLength: 3 }),
          tie("pattern"),
        ),
        { minKeys: 1, maxKeys: 3 },
      ),
    }));
    const { event } = fc.letrec<{ event: Json }>((tie) => ({
      event: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom<Json>("x", "yx", 1, null),
        fc.array(tie("event"), { maxLength: 3 }),
        fc.dictionary(key, tie("event"), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(pattern, fc.dictionary(key, event), (one, given) => {
        const compiled = compilePattern(one);
        const unfolded = unfoldKeys(given);
        assert.equal(typeof compiled.matches(unfolded), "boolean");
        assert.deepEqual(unfoldKeys(unfolded), unfolded);
      }),
      { numRuns: 300 },
    );
  });

  it("takes no longer than the text for a hostile wildcard", () => {
    const { matches } = compilePattern({ a: [{ wildcard: "*a*a*a*a*a*a*a*a*b" }] });
    assert.equal(matches({ a: "a".repeat(200_000) }), false);
  });
});
