import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { effectForms } from "../src/core/effect-forms/index.ts";
import { readMessage } from "../src/core/effect-message.ts";
import { messageFamilies } from "../src/core/messages/index.ts";
import { readEffects } from "../src/core/read-effects.ts";

for (const form of effectForms) {
  describe(`the effect form ${form.id}`, () => {
    for (const { title, raw, effects } of form.examples) {
      it(`reads ${title}`, () => {
        const read = readEffects(raw);

        assert.equal(raw.form, form.id);
        assert.deepEqual(
          read.map((effect, index) => partOf(effect, effects[index] ?? {})),
          effects,
        );
      });

      it(`is the first to recognise ${title}`, () => {
        const first = effectForms.find((each) => each.recognises(raw.body));

        assert.equal(first?.id, form.id);
      });
    }
  });
}

for (const family of messageFamilies) {
  describe(`the message family ${family.id}`, () => {
    for (const { text, reading } of family.examples) {
      for (const where of family.where) {
        const read = readMessage(text, where);
        if (family.where.length > 1 && read === undefined) continue;
        it(`reads ${where}: ${text.slice(0, 100)}`, () => {
          assert.equal(read?.family, family.id);
          assert.deepEqual(partOf(read, reading), reading);
        });
      }

      it(`says whether somebody called, and needs no more than the text: ${text.slice(0, 60)}`, () => {
        const read = family.read(text);

        assert.ok(read !== undefined);
        assert.ok(read.says.length > 0);
        // A condition is what happened without a caller.
        assert.ok(read.condition === undefined || read.caller === "none");
      });
    }
  });
}

/** Of an object only what an example names. */
function partOf<Whole extends object>(whole: Whole, example: Partial<Whole>): Partial<Whole> {
  const entries = Object.entries(whole).filter(([name]) => Object.hasOwn(example, name));
  return Object.fromEntries(entries) as Partial<Whole>;
}
