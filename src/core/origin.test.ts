import assert from "node:assert/strict";
import { isIPv4 as nodeIsIPv4, isIPv6 as nodeIsIPv6 } from "node:net";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isIPv4, isIPv6 } from "./address.ts";
import { EMPTY_ADDRESS_BOOK, readOrigin, type AddressBook } from "./origin.ts";
import type { CloudTrailRecord } from "./record.ts";

describe("the origin of one record", () => {
  it("is what stands in sourceIPAddress", () => {
    const kinds = {
      "203.0.113.7": "address",
      "2001:db8::7": "address",
      "::ffff:203.0.113.7": "address",
      "ecs.application-autoscaling.amazonaws.com": "aws-service",
      "cloudformation.amazonaws.com.cn": "aws-service",
      "AWS Internal": "aws-internal",
      "AWS Internal/#": "aws-internal",
      "XX.XX.XXX.XX": "unknown",
      "201.252.42.03": "unknown",
      "ecs.amazonaws.com.example.net": "unknown",
      "\u001b[2Jevil": "unknown",
      constructor: "unknown",
    };
    for (const [name, kind] of Object.entries(kinds)) {
      const origin = readOrigin(recordFrom(name), EMPTY_ADDRESS_BOOK);

      assert.deepEqual([origin.kind, origin.name], [kind, name]);
    }
  });

  it("is unknown and empty where the record has no address", () => {
    assert.deepEqual(readOrigin(recordFrom(undefined), EMPTY_ADDRESS_BOOK), {
      kind: "unknown",
      name: "",
      evidence: [],
    });
  });

  it("bears what the address book knows, which is never proven", () => {
    const book: AddressBook = {
      hasLabels: true,
      lookUp: () => ({ label: "office", network: "AS64496 Example", country: "DE" }),
    };

    const origin = readOrigin(recordFrom("203.0.113.7"), book);

    assert.deepEqual(
      [origin.label, origin.network, origin.country],
      ["office", "AS64496 Example", "DE"],
    );
    assert.deepEqual(
      origin.evidence.map(({ grade }) => grade),
      ["proven", "inferred", "inferred"],
    );
  });

  it("asks the book about addresses only", () => {
    const book: AddressBook = { hasLabels: true, lookUp: () => assert.fail("asked") };

    assert.equal(readOrigin(recordFrom("ecs.amazonaws.com"), book).kind, "aws-service");
    assert.equal(readOrigin(recordFrom("AWS Internal"), book).kind, "aws-internal");
  });

  it("names the VPC endpoint that the call came through", () => {
    const record = { ...recordFrom("10.0.1.7"), vpcEndpointId: "vpce-0123456789abcdef0" };

    assert.equal(readOrigin(record, EMPTY_ADDRESS_BOOK).vpcEndpoint, "vpce-0123456789abcdef0");
  });
});

describe("an address", () => {
  it("is told from other text as Node tells it", () => {
    const odd = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ maxLength: 46 }),
      fc.string({ unit: fc.constantFrom(...Array.from("0123456789abcf:.%")), maxLength: 46 }),
      fc.tuple(fc.ipV6(), fc.ipV4()).map(([six, four]) => `${six}:${four}`),
    );
    fc.assert(
      fc.property(odd, (text) => {
        assert.equal(isIPv4(text), nodeIsIPv4(text));
        // Node takes a zone (`fe80::1%eth0`), which no caller's address has.
        assert.equal(isIPv6(text), nodeIsIPv6(text) && !text.includes("%"));
      }),
      { numRuns: 3000 },
    );
  });
});

function recordFrom(sourceIPAddress: string | undefined): CloudTrailRecord {
  return {
    eventID: "0b8d7a5e-0000-4000-8000-000000000001",
    eventTime: "2026-11-20T14:02:11Z",
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    userIdentity: {},
    ...(sourceIPAddress !== undefined && { sourceIPAddress }),
  };
}
