import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { clues } from "../src/core/clues/index.ts";
import { identify } from "../src/core/identify.ts";
import { EMPTY_ADDRESS_BOOK, readOrigin } from "../src/core/origin.ts";
import { readIdentity } from "../src/core/read-identity.ts";
import { readTool } from "../src/core/read-tool.ts";
import type { CloudTrailRecord, Json } from "../src/core/record.ts";
import { tools } from "../src/core/tools/index.ts";

const TYPES = clues.flatMap(({ examples }) => examples.map(({ record }) => record.userIdentity));
const AGENTS = tools.flatMap(({ examples }) => examples.map(({ userAgent }) => userAgent));

/** Any JSON, and real identities with one of their fields replaced by any JSON. */
const anyIdentity = fc.oneof(
  fc.jsonValue(),
  fc.tuple(fc.constantFrom(...TYPES), fc.nat(20), fc.jsonValue()).map(([identity, at, value]) => {
    const keys = Object.keys(identity);
    return { ...identity, [keys[at % keys.length] ?? "type"]: value };
  }),
);
const text = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.constantFrom(...AGENTS));

describe("a hostile caller", () => {
  it("never breaks the reading of actor, tool and origin", () => {
    fc.assert(
      fc.property(
        anyIdentity,
        text,
        text,
        fc.option(fc.boolean(), { nil: undefined }),
        (identity, userAgent, sourceIPAddress, fromConsole) => {
          const record = recordBy(identity, {
            userAgent,
            sourceIPAddress,
            ...(fromConsole !== undefined && { sessionCredentialFromConsole: fromConsole }),
          });

          const actor = identify(record);
          const tool = readTool(record);
          const origin = readOrigin(record, EMPTY_ADDRESS_BOOK);

          assert.notEqual(actor.name, "");
          assert.notEqual(tool.name, "");
          assert.equal(origin.name, sourceIPAddress.trim());
          if (actor.kind === "unknown") assert.ok(actor.gaps.length > 0);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("proves nothing by the name it gives its session", () => {
    const names = fc.oneof(
      fc.string({
        unit: fc.constantFrom(...Array.from("abcdef0123456789-_=,.@+")),
        minLength: 2,
        maxLength: 64,
      }),
      fc.constantFrom(
        "ceo@example.com",
        "GitHubActions",
        "AWSCloudFormation",
        "aws-batch",
        "ecs-service-scheduler",
        "AutoScaling-UpdateDesiredCapacity",
        "i-0123456789abcdef0",
        "7e9894e088ad416eb5cab92af1b2c3d4",
      ),
    );
    fc.assert(
      fc.property(names, text, (session, userAgent) => {
        const actor = identify(
          recordBy(
            {
              type: "AssumedRole",
              principalId: `AROAEXAMPLE:${session}`,
              arn: `arn:aws:sts::111122223333:assumed-role/deploy-prod/${session}`,
              accessKeyId: "ASIAEXAMPLE",
              sessionContext: {
                sessionIssuer: {
                  type: "Role",
                  arn: "arn:aws:iam::111122223333:role/deploy-prod",
                  userName: "deploy-prod",
                },
              },
            },
            { userAgent, sourceIPAddress: "203.0.113.7" },
          ),
        );

        const proven = actor.evidence.filter(({ grade }) => grade === "proven");
        assert.deepEqual(
          proven.map(({ value }) => value),
          ["deploy-prod"],
        );
        assert.notEqual(actor.kind, "aws-service");
      }),
      { numRuns: 2000 },
    );
  });

  it("proves nothing by its user agent", () => {
    fc.assert(
      fc.property(text, (userAgent) => {
        const { evidence } = readTool(recordBy({}, { userAgent, sourceIPAddress: "203.0.113.7" }));

        const proven = evidence.filter(({ grade }) => grade === "proven");
        assert.ok(proven.every(({ field }) => field === "sourceIPAddress"));
      }),
      { numRuns: 2000 },
    );
  });

  it("does not keep the reader waiting with long text", () => {
    const long = ["(", "a/", "[", "@.", "repo:", "aws-cli/", "m/AN,", "\u0000"];
    const started = performance.now();
    for (const piece of long) {
      const hostile = piece.repeat(200_000 / piece.length);
      const arn = `arn:aws:sts::111122223333:assumed-role/x/${hostile}`;
      const identity = { type: "AssumedRole", arn, userName: hostile, invokedBy: hostile };
      const record = recordBy(identity, { userAgent: hostile, sourceIPAddress: hostile });
      identify(record);
      readTool(record);
      readOrigin(record, EMPTY_ADDRESS_BOOK);
    }
    assert.ok(performance.now() - started < 2000);
  });
});

function recordBy(userIdentity: Json, more: Partial<CloudTrailRecord>): CloudTrailRecord {
  return {
    eventID: "0b8d7a5e-0000-4000-8000-000000000001",
    eventTime: "2026-11-20T14:02:11Z",
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    userIdentity: readIdentity(userIdentity),
    ...more,
  };
}
