import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { parseRecords } from "../src/core/parse-records.ts";
import { sentenceOfEffect } from "../src/core/sentence-of-effect.ts";

/** Recorded and published by others; never copied into the project. */
const FOLDER = "../shared/data/events";
const skip = existsSync(FOLDER) ? false : `${FOLDER} is not here`;

test("every recorded event of ECS itself is read into an effect", { skip }, (t) => {
  const files = globSync(`${FOLDER}/*ebecs*.json`).toSorted();

  for (const file of files) {
    const { effects, records, unreadable } = parseRecords(readFileSync(file, "utf8"));

    assert.deepEqual(unreadable, [], file);
    assert.deepEqual(records, [], file);
    assert.equal(effects.length, 1, file);
    const [read] = effects;
    assert.ok(read !== undefined);
    const { effect, raw } = read;
    assert.ok(!Number.isNaN(Date.parse(effect.at)), effect.at);
    assert.notEqual(effect.account, "");
    assert.notEqual(effect.region, "");
    assert.notEqual(effect.resource.name, "");
    t.diagnostic(
      [basename(file), raw.form, effect.id, effect.at, effect.state, sentenceOfEffect(effect)].join(
        " | ",
      ),
    );
  }
  assert.ok(files.length >= 10, `${String(files.length)} events`);
});
