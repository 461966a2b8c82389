import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { effectForms } from "../src/core/effect-forms/index.ts";
import { readMessage, readTaskEnd } from "../src/core/effect-message.ts";
import type { RawEffect, TextPlace } from "../src/core/effect.ts";
import { messageFamilies } from "../src/core/messages/index.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import { readEffects } from "../src/core/read-effects.ts";
import { isObject, type Json, type JsonObject } from "../src/core/record.ts";
import { describeReading, sentenceOfEffect } from "../src/core/sentence-of-effect.ts";
import { splitServices, splitTasks } from "../src/core/split-effects.ts";

const RUNS = 1500;
const PLACES: readonly TextPlace[] = [
  "service-event",
  "stopped-reason",
  "deployment-reason",
  "scaling-activity",
];
const RAWS: readonly RawEffect[] = effectForms.flatMap(({ examples }) =>
  examples.map(({ raw }) => raw),
);
const TEXTS: readonly string[] = messageFamilies.flatMap(({ examples }) =>
  examples.map(({ text }) => text),
);
const FIELDS = [
  ...new Set(RAWS.flatMap(({ body }) => [...namesIn(body)])),
  "__proto__",
  "constructor",
];

const oddValue = fc.oneof(
  fc.constantFrom<Json>(null, true, -1, 1e300, Number.MIN_VALUE, "", "\0", "arn:aws:ecs:::", [[]]),
  fc.constantFrom<Json>("arn:aws:ecs:eu-west-1:1:task/", "service:", "ecs-svc/", "9".repeat(400)),
  fc.constantFrom(...TEXTS),
  fc.jsonValue({ maxDepth: 2 }).map((value) => value as Json),
);

/** A raw thing with a field, on some level, taken away or replaced by something odd. */
const mutant = fc
  .tuple(
    fc.constantFrom(...RAWS),
    fc.array(fc.tuple(fc.constantFrom(...FIELDS), fc.option(oddValue, { nil: undefined })), {
      maxLength: 4,
    }),
  )
  .map(([raw, changes]) => ({
    ...raw,
    body: asJson(changes.reduce((body, [name, value]) => change(body, name, value), raw.body)),
  }));

test("an effect changed at random never throws, and what is read of it is sound", () => {
  fc.assert(
    fc.property(mutant, (raw) => {
      for (const effect of readEffects(raw)) {
        assert.ok(!Number.isNaN(Date.parse(effect.at)), effect.at);
        assert.notEqual(effect.id, "");
        assert.equal(typeof sentenceOfEffect(effect), "string");
        assert.deepEqual(JSON.parse(JSON.stringify(effect)), effect);
      }
      for (const form of effectForms) form.recognises(raw.body);
    }),
    { numRuns: RUNS },
  );
});

test("an effect changed at random in a file is read or told", () => {
  fc.assert(
    fc.property(mutant, ({ body }) => {
      const { records, effects, unreadable } = parseRecords(JSON.stringify(body));

      assert.ok(records.length + effects.length + unreadable.length > 0);
    }),
    { numRuns: RUNS },
  );
});

test("answers of the API with anything in them never throw", () => {
  const place = { account: "111122223333", region: "eu-west-1" };
  const things = fc.array(
    fc.oneof(
      oddValue,
      mutant.map(({ body }) => body as Json),
    ),
  );
  fc.assert(
    fc.property(things, (list) => {
      splitServices({ services: list }, place);
      splitServices({ services: [{ events: list, deployments: list, taskSets: list }] }, place);
      splitTasks({ tasks: list }, place);
    }),
    { numRuns: RUNS },
  );
});

/** ECS's own texts cut and joined, which come closer to what patterns take than random ones. */
const words = fc
  .array(fc.oneof(fc.constantFrom(...TEXTS.flatMap((text) => text.split(" "))), fc.string()), {
    maxLength: 30,
  })
  .map((parts) => parts.join(" "));

test("any text is read or left alone, and never changed", () => {
  fc.assert(
    fc.property(fc.oneof(words, fc.string({ unit: "binary" })), (text) => {
      for (const where of PLACES) {
        const reading = readMessage(text, where);
        if (reading === undefined) continue;
        assert.notEqual(describeReading(reading), "");
        if (reading.reason !== undefined) assert.ok(text.includes(reading.reason));
        for (const task of reading.tasks) assert.ok(text.includes(task));
      }
      const [event] = readEffects({
        form: "service-event",
        account: "1",
        region: "r",
        body: { id: "e", createdAt: 1_795_183_602, message: text, serviceName: "s" },
      });
      assert.equal(event?.message ?? "", text.trim() === "" ? "" : text);
    }),
    { numRuns: RUNS },
  );
});

test("whatever a caller gave StopTask as its reason, it is never read as a condition", () => {
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...TEXTS), words), (stoppedReason) => {
      const containers = [
        { name: "web", exitCode: 137, reason: "OutOfMemoryError: Container killed" },
      ];

      const reading = readTaskEnd({ stoppedReason, stopCode: "UserInitiated", containers });

      assert.equal(reading?.caller, "direct");
      assert.equal(reading.condition, undefined);
    }),
    { numRuns: RUNS },
  );
});

test("a long text costs no more than its length", () => {
  const long = [
    "(task a) ",
    "due to (reason ",
    ": ",
    "container instance ",
    "\n",
    ")",
    ".",
  ].flatMap((part) => [
    part.repeat(200_000),
    `(service web) has started 2 tasks: ${part.repeat(200_000)}`,
    `(service web) (task t) is unhealthy in (target-group x) ${part.repeat(200_000)}`,
    `ECS deployment circuit breaker: ${part.repeat(200_000)}`,
  ]);

  for (const text of long) {
    for (const where of PLACES) assert.doesNotThrow(() => readMessage(text, where));
  }
});

/** As it comes out of a file: without what is undefined. */
function asJson(body: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(body)) as JsonObject;
}

function namesIn(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => namesIn(item));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}

/** Wherever the name stands, its value is another; at the top where it stands nowhere. */
function change(body: JsonObject, name: string, value: Json | undefined): JsonObject {
  const changed = namesIn(body).includes(name) ? replace(body, name, value) : body;
  return isObject(changed) && changed !== body
    ? changed
    : Object.fromEntries([...Object.entries(body), [name, value]]);
}

function replace(
  within: Json | undefined,
  name: string,
  value: Json | undefined,
): Json | undefined {
  if (Array.isArray(within)) {
    return within.map((item: Json) => replace(item, name, value) ?? null);
  }
  if (!isObject(within)) return within;
  return Object.fromEntries(
    Object.entries(within).map(([key, inner]) => [
      key,
      key === name ? value : replace(inner, name, value),
    ]),
  );
}
