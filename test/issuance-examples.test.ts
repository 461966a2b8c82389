import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { handlesOf } from "../src/core/handles-of.ts";
import { issuances } from "../src/core/issuances/index.ts";
import { readRecord } from "../src/core/read-record.ts";
import type { CloudTrailRecord, JsonObject } from "../src/core/record.ts";

for (const issuance of issuances) {
  describe(`the issuing event ${issuance.id}`, () => {
    it("has an example that hands something out", () => {
      assert.ok(issuance.examples.some(({ issued }) => issued !== undefined));
    });

    for (const { title, record, issued } of issuance.examples) {
      it(`reads what was handed out: ${title}`, () => {
        assert.deepEqual(issuance.read(recordOf(record)), issued);
      });

      it(`is found again by what it handed out: ${title}`, () => {
        const names = handlesOf(recordOf(record)).map(({ kind, name }) => `${kind} ${name}`);

        const expected = [
          ["issued-key", issued?.accessKeyId],
          ["session", issued?.principal],
          ["permission-set", issued?.permissionSet],
        ].flatMap(([kind, name]) => (name === undefined ? [] : [`${kind} ${name}`]));
        assert.deepEqual(names, expected);
      });

      it(`is read without a throw where fields are missing or odd: ${title}`, () => {
        for (const odd of [null, "", 7, [], {}, { credentials: null, accessKeyId: 7 }]) {
          for (const field of Object.keys(record)) {
            const broken = readRecord({ ...base, ...record, [field]: odd });
            if (!("flaw" in broken)) issuance.read(broken);
          }
        }
      });
    }
  });
}

const base = {
  eventVersion: "1.11",
  eventID: "0b8d7a5e-0000-4000-8000-000000000001",
  awsRegion: "eu-west-1",
};

function recordOf(example: JsonObject): CloudTrailRecord {
  const record = readRecord({ ...base, ...example });
  assert.ok(!("flaw" in record));
  return record;
}
