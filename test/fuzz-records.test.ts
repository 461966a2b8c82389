import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { exampleRecord } from "../src/core/envelope.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import { isObject, type Json, type JsonObject } from "../src/core/record.ts";

const RUNS = 1500;

/** Recorded records where they are at hand, and built ones in any case. */
const RECORDS: readonly JsonObject[] = [
  exampleRecord("e1"),
  {
    ...exampleRecord("e2"),
    eventName: "UpdateService",
    userIdentity: {
      type: "AssumedRole",
      sessionContext: { attributes: { mfaAuthenticated: "false" }, sessionIssuer: {} },
    },
    userAgent: '[aws-cli/2.36.17 "quoted", {braces}]',
    requestParameters: { cluster: "prod", service: "api", desiredCount: 0, tags: [{ key: "a" }] },
    responseElements: null,
    resources: [{ ARN: "arn:aws:ecs:eu-west-1:111122223333:service/prod/api" }],
  },
  ...recorded(),
];

/** A way to wrap things: what stands before, between and after them, and how each is written. */
interface Wrapping {
  readonly open: string;
  readonly write: (thing: Json) => string;
  readonly between: string;
  readonly close: string;
}

const list = (key: string, write: (thing: Json) => Json): Wrapping => ({
  open: `{"${key}":[`,
  write: (thing) => JSON.stringify(write(thing)),
  between: ",",
  close: "]}",
});

const NONE: Wrapping = {
  open: "",
  write: (thing) => JSON.stringify(thing),
  between: "",
  close: "",
};

const WRAPPINGS: Readonly<Record<string, Wrapping>> = {
  "trail file": list("Records", (thing) => thing),
  "pretty trail file": {
    open: `{\n  "Records": [\n    `,
    write: (thing) => JSON.stringify(thing, undefined, 2).replaceAll("\n", "\n    "),
    between: ",\n    ",
    close: "\n  ]\n}\n",
  },
  array: { open: "[", write: (thing) => JSON.stringify(thing), between: ", ", close: "]" },
  "array, a line for each": {
    open: "[\n",
    write: (thing) => JSON.stringify(thing),
    between: ",\n",
    close: "\n]\n",
  },
  lines: { open: "", write: (thing) => JSON.stringify(thing), between: "\n", close: "\n" },
  "texts in a row": { open: "", write: (thing) => JSON.stringify(thing), between: "\t", close: "" },
  strings: {
    open: "[",
    write: (thing) => JSON.stringify(JSON.stringify(thing)),
    between: ",",
    close: "]",
  },
  "lookup-events": list("Events", (thing) => ({ CloudTrailEvent: JSON.stringify(thing) })),
  logs: list("events", (thing) => ({ timestamp: 1, message: JSON.stringify(thing) })),
  queue: list("Messages", (thing) => ({
    MessageId: "m",
    Body: JSON.stringify({
      Type: "Notification",
      Message: JSON.stringify({ "detail-type": "AWS API Call via CloudTrail", detail: thing }),
    }),
  })),
};

const NAMES = ["__proto__", "constructor", "toString", "eventName", "Records", "x", ""] as const;

const anyValue = fc.oneof(
  fc.constantFrom<Json>(null, true, 0, -1, 1e300, "", "\0", "HIDDEN_DUE_TO_SECURITY_REASONS"),
  fc.jsonValue({ maxDepth: 3 }).map((value) => value as Json),
  fc.constantFrom<Json>([], {}, [[[]]], { a: { b: {} } }, "{", "[1", "true"),
);

const mutation = fc.record({
  kind: fc.constantFrom("delete", "replace", "add", "rename", "repeat"),
  depth: fc.nat(3),
  pick: fc.nat(1000),
  name: fc.constantFrom(...NAMES),
  value: anyValue,
});

type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

const wrapping = fc.constantFrom(...Object.values(WRAPPINGS));
const anyText = fc.string({ maxLength: 3 });
const someRecords = fc.array(fc.constantFrom(...RECORDS), { minLength: 1, maxLength: 6 });

test("records changed at random are all read or told, in every envelope", () => {
  const mutant = fc
    .tuple(fc.constantFrom(...RECORDS), fc.array(mutation, { maxLength: 4 }))
    .map(([record, mutations]) => mutations.reduce((raw, how) => mutate(raw, how), record));

  fc.assert(
    fc.property(wrapping, fc.array(mutant, { maxLength: 6 }), (how, records) => {
      // A list of its own things is an envelope, and its things would be counted instead of it.
      const things = records.filter((record) => !NAMES.some((key) => Array.isArray(record[key])));
      const found = parseRecords(wrap(how, things).trim() || "[]");

      assert.equal(found.records.length + found.unreadable.length, things.length);
      for (const { record } of found.records) JSON.stringify(record);
    }),
    { numRuns: RUNS },
  );
});

test("a text that is cut off keeps its whole records and tells of the cut", () => {
  fc.assert(
    fc.property(wrapping, someRecords, fc.nat(), (how, records, where) => {
      const cutAt = where % wrap(how, records).length;
      const ends = records.map((_record, index) => {
        return wrap(how, records.slice(0, index + 1)).length - how.close.length;
      });
      const whole = ends.filter((end) => end <= cutAt).length;

      const found = parseRecords(wrap(how, records).slice(0, cutAt));

      const isBetween = how.open === "" && ends.some((end) => end === cutAt || end + 1 === cutAt);
      const isAtEnd = whole === records.length;
      assert.equal(found.records.length, whole);
      assert.ok(found.unreadable.length <= 1);
      assert.ok(isBetween || isAtEnd || found.unreadable.length === 1);
    }),
    { numRuns: RUNS },
  );
});

test("a line of NDJSON that is damaged loses only itself", () => {
  fc.assert(
    fc.property(
      someRecords,
      fc.nat(),
      fc.nat(),
      fc.string({ minLength: 1, maxLength: 1 }),
      (records, which, where, what) => {
        fc.pre(!/[\r\n]/.test(what));
        const lines = records.map((record) => JSON.stringify(record));
        const index = which % lines.length;
        const line = lines[index] ?? "";
        const at = where % line.length;
        const damaged = line.slice(0, at) + what + line.slice(at + 1);

        const found = parseRecords(lines.with(index, damaged).join("\n"));

        assert.ok(found.records.length >= records.length - 1);
        assert.equal(found.records.length + found.unreadable.length, records.length);
      },
    ),
    { numRuns: RUNS },
  );
});

test("a damaged character anywhere in any envelope never makes anything throw or vanish", () => {
  fc.assert(
    fc.property(wrapping, someRecords, fc.nat(), anyText, (how, records, where, what) => {
      const whole = wrap(how, records);
      const at = where % whole.length;

      const found = parseRecords(whole.slice(0, at) + what + whole.slice(at + 1));

      assert.ok(found.records.length + found.unreadable.length > 0);
    }),
    { numRuns: RUNS },
  );
});

test("a damaged record in a list of one line loses only itself", () => {
  const alike = RECORDS.filter((record) => Object.keys(record)[0] === "eventVersion");
  const records = fc.array(fc.constantFrom(...alike), { minLength: 2, maxLength: 6 });
  const lists = ["trail file", "array"].map((name) => WRAPPINGS[name] ?? NONE);

  fc.assert(
    fc.property(
      fc.constantFrom(...lists),
      records,
      fc.nat(),
      anyText,
      (how, things, where, what) => {
        const whole = wrap(how, things);
        // The first thing shows by which key the others are found again.
        const first = wrap(how, things.slice(0, 1)).length - how.close.length;
        const at = first + (where % (whole.length - first - how.close.length));

        const found = parseRecords(whole.slice(0, at) + what + whole.slice(at + 1));

        assert.ok(found.records.length >= things.length - 1, JSON.stringify(found.unreadable));
        assert.ok(found.records.length + found.unreadable.length >= things.length);
      },
    ),
    { numRuns: RUNS },
  );
});

// A backslash lost from JSON inside JSON can end the list early, and then what stands behind it on the line is no list's.
test("a damaged record in a list of JSON texts hides nothing, before it or behind it", () => {
  const lists = ["lookup-events", "logs", "queue", "strings"].map(
    (name) => WRAPPINGS[name] ?? NONE,
  );

  fc.assert(
    fc.property(
      fc.constantFrom(...lists),
      fc.array(fc.constantFrom(...RECORDS), { minLength: 2, maxLength: 6 }),
      fc.nat(),
      anyText,
      (how, things, where, what) => {
        const damaged = 1 + (where % (things.length - 1));
        const from = wrap(how, things.slice(0, damaged)).length - how.close.length;
        const to = wrap(how, things.slice(0, damaged + 1)).length - how.close.length;
        const at = from + how.between.length + (where % (to - from - how.between.length));
        const whole = wrap(how, things);

        const found = parseRecords(whole.slice(0, at) + what + whole.slice(at + 1));

        assert.ok(found.records.length >= damaged, JSON.stringify(found.unreadable));
        assert.ok(found.records.length + found.unreadable.length >= things.length);
      },
    ),
    { numRuns: RUNS },
  );
});

test("texts of any kind one after another are all read", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(wrapping, someRecords), { minLength: 1, maxLength: 4 }),
      (texts) => {
        const found = parseRecords(texts.map(([how, records]) => wrap(how, records)).join("\n"));

        assert.deepEqual(found.unreadable, []);
        assert.equal(found.records.length, texts.flatMap(([, records]) => records).length);
      },
    ),
    { numRuns: RUNS / 5 },
  );
});

test("no text whatever makes reading throw", () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        "{",
        "}",
        "[",
        "]",
        '"',
        ",",
        ":",
        "\n",
        "\t",
        "\\",
        '{"Records":[',
        '"{',
        "null",
        "1",
      ),
      fc.constantFrom(
        '"eventVersion"',
        "eventname,eventtime\n",
        "EVENTS\t",
        "- ",
        "{type=",
        ", type=",
      ),
      fc.string({ unit: "binary", maxLength: 5 }),
      fc.constantFrom(...RECORDS).map((record) => JSON.stringify(record)),
    ),
    { maxLength: 40 },
  );

  fc.assert(
    fc.property(pieces, (parts) => {
      const { records, unreadable } = parseRecords(parts.join(""));
      assert.ok(records.length + unreadable.length <= parts.length + 1);
    }),
    { numRuns: RUNS * 2 },
  );
});

function recorded(): readonly JsonObject[] {
  const folder = "../shared/data/events";
  if (!existsSync(folder)) return [];
  return globSync(`${folder}/*.{json,ndjson}`)
    .toSorted()
    .filter((_file, index) => index % 6 === 0)
    .flatMap((file) => parseRecords(readFileSync(file, "utf8")).records.slice(0, 3))
    .map(({ raw }) => raw);
}

function wrap({ open, write, between, close }: Wrapping, things: readonly Json[]): string {
  return open + things.map((thing) => write(thing)).join(between) + close;
}

function mutate(raw: JsonObject, how: Mutation): JsonObject {
  const entries = Object.entries(raw);
  if (entries.length === 0) return { [how.name]: how.value };
  const [key, value] = entries[how.pick % entries.length] ?? ["", null];
  if (how.depth > 0 && isObject(value)) {
    return replace(raw, key, mutate(value, { ...how, depth: how.depth - 1 }));
  }
  if (how.kind === "delete") return Object.fromEntries(entries.filter(([name]) => name !== key));
  if (how.kind === "replace") return replace(raw, key, how.value);
  if (how.kind === "repeat") return replace(raw, key, [value ?? null, value ?? null]);
  if (how.kind === "add") return replace(raw, how.name, how.value);
  return Object.fromEntries(entries.map(([name, one]) => [name === key ? how.name : name, one]));
}

/** With a key that may be `__proto__`, which an assignment would lose. */
function replace(raw: JsonObject, key: string, value: Json): JsonObject {
  return Object.fromEntries([
    ...Object.entries(raw).filter(([name]) => name !== key),
    [key, value],
  ]);
}
