import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ruleEventSchema } from "../src/ask/rule-event-schema.ts";
import type { Detector } from "../src/core/detector.ts";
import { detectors } from "../src/core/detectors/index.ts";
import type { About } from "../src/core/finding.ts";
import { compilePattern } from "../src/core/pattern.ts";
import { isObject, type JsonObject } from "../src/core/record.ts";
import { readExample } from "../src/core/rule-example.ts";
import { runExample } from "../src/core/run-example.ts";
import type { Rule, RuleExample } from "../src/core/rule.ts";
import { rules } from "../src/core/rules/index.ts";
import { seenEvent } from "../src/core/seen-event.ts";

describe("the rule pack", () => {
  it("has at least thirty rules, each under a name of its own", () => {
    const ids = [...rules, ...detectors].map(({ id }) => id);
    assert.ok(rules.length >= 30);
    assert.equal(new Set(ids).size, ids.length);
  });

  for (const rule of rules) {
    it(`${rule.id} says what is needed to act on it`, () => {
      checkAbout(rule);
      compilePattern(rule.pattern);
    });
    checkExamples(rule, (example) => runExample(example, rule));
  }

  for (const rule of rules.filter((one) =>
    compilePattern(one.pattern).fields.has("tasktrail.noop"),
  )) {
    it(`${rule.id} says nothing of a call that was refused`, () => {
      for (const example of rule.examples.fires) {
        const record = { ...example.record, errorCode: "AccessDenied" };
        assert.equal(runExample({ ...example, record }, rule), false);
      }
    });
  }
});

describe("the schema of what rules see", () => {
  const { tasktrail } = ruleEventSchema["properties"] as Readonly<Record<string, Part>>;

  it("describes every event of the examples", () => {
    for (const { examples } of rules) {
      for (const example of [...examples.fires, ...examples.silent]) {
        const story = readExample(example);
        assert.ok(!("flaw" in story));
        for (const { change, record } of story.told) {
          // Through JSON: what is undefined is not there.
          const event = JSON.parse(JSON.stringify(seenEvent(change, record, story.standing))) as {
            readonly tasktrail: JsonObject;
          };
          assert.deepEqual(undescribed(event.tasktrail, tasktrail), []);
        }
      }
    }
  });

  it("knows every field that a rule asks for", () => {
    const asked = rules.flatMap(({ pattern }) => [...compilePattern(pattern).fields]);
    const known = Object.keys(tasktrail?.properties ?? {});
    const unknown = asked.filter((field) => {
      const [first, second = ""] = field.split(".");
      return first !== "detail" && !(first === "tasktrail" && known.includes(second));
    });
    assert.deepEqual(unknown, []);
  });
});

interface Part {
  readonly properties?: Readonly<Record<string, Part>>;
  readonly required?: readonly string[];
  readonly items?: Part;
}

/** What of a value the schema does not know, and what it requires that is not there. */
function undescribed(
  value: unknown,
  part: Part | undefined,
  path = "tasktrail",
): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => undescribed(item, part?.items, `${path}[]`));
  }
  if (!isObject(value) || part?.properties === undefined) return [];
  const { properties, required = [] } = part;
  return [
    ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `no ${path}.${name}`),
    ...Object.entries(value).flatMap(([name, inner]) =>
      Object.hasOwn(properties, name)
        ? undescribed(inner, properties[name], `${path}.${name}`)
        : [`${path}.${name}`],
    ),
  ];
}

describe("the detectors", () => {
  for (const detector of detectors) {
    it(`${detector.id} says what is needed to act on it`, () => {
      checkAbout(detector);
    });
    checkExamples(detector, (example) => runExample(example, detector));
  }
});

function checkAbout({ id, title, why, falsePositives, next, attack, controls }: About): void {
  assert.match(id, /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
  for (const text of [title, why, falsePositives, next]) assert.ok(text.length > 10);
  assert.ok(attack.length > 0 && attack.every((one) => /^T\d{4}(?:\.\d{3})?$/.test(one)));
  assert.ok(controls.length > 0);
  for (const control of controls) {
    assert.match(
      control,
      /^(?:SOC 2 (?:CC|A|C|PI)\d\.\d+|PCI DSS \d+(?:\.\d+)+|ISO 27001 A\.\d+\.\d+)$/,
    );
  }
}

function checkExamples(about: Rule | Detector, runs: (example: RuleExample) => boolean): void {
  assert.ok(about.examples.fires.length > 0 && about.examples.silent.length > 0, about.id);
  for (const example of about.examples.fires) {
    it(`${about.id} fires: ${example.title}`, () => {
      assert.equal(runs(example), true);
    });
  }
  for (const example of about.examples.silent) {
    it(`${about.id} is silent: ${example.title}`, () => {
      assert.equal(runs(example), false);
    });
  }
}
