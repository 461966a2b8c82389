import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Actor } from "../core/actor.ts";
import type { Change } from "../core/change.ts";
import { decode } from "../core/decode.ts";
import { readRecord } from "../core/read-record.ts";
import type { JsonObject } from "../core/record.ts";
import { sentenceOf } from "../core/sentence.ts";
import { readFilters } from "./filters.ts";
import { openNames, type KnownNames } from "./name-actors.ts";

const PROD = "210987654321";
const JANE = "c2f5b4a4-9031-70d6-5b1c-2b8d3e5f7a91";

function changeBy(userIdentity: JsonObject, more: JsonObject = {}): Change {
  const record = readRecord({
    eventVersion: "1.11",
    eventID: "3f1e2d3c-0000-4000-8000-000000000001",
    eventTime: "2026-11-20T14:02:11Z",
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    sourceIPAddress: "10.1.2.3",
    userAgent: "aws-cli/2.35.24",
    requestParameters: { cluster: "prod", service: "checkout", desiredCount: 0 },
    recipientAccountId: PROD,
    userIdentity,
    ...more,
  });
  assert.ok(!("flaw" in record));
  return decode(record);
}

function roleSession(role: string, session: string, more: JsonObject = {}): JsonObject {
  return {
    type: "AssumedRole",
    arn: `arn:aws:sts::${PROD}:assumed-role/${role}/${session}`,
    accountId: PROD,
    ...more,
  };
}

const byJane = changeBy(
  roleSession("AWSReservedSSO_Admin_78658aabbccddeef", "jane.doe@acme.example", {
    onBehalfOf: { userId: JANE },
  }),
);
const byRole = changeBy(roleSession("ops-admin", "botocore-session-1794906866"));
const byAccount = changeBy({
  type: "AWSAccount",
  principalId: "AROAX:x",
  accountId: "123456789012",
});
const byPipeline = changeBy({
  type: "WebIdentityUser",
  principalId: "p",
  userName: "repo:acme/shop:ref:refs/heads/main",
  identityProvider: `arn:aws:iam::${PROD}:oidc-provider/token.actions.githubusercontent.com`,
});

function named(
  change: Change,
  mapping: Readonly<Record<string, string>>,
  more: Partial<KnownNames> = {},
): Change {
  return openNames({ mapping: new Map(Object.entries(mapping)), accounts: new Map(), ...more })(
    change,
  );
}

function nameOf(change: Change, mapping: Readonly<Record<string, string>>): string {
  return named(change, mapping).actor.name;
}

function lastEvidence({ evidence }: Actor): readonly (string | undefined)[] {
  const last = evidence.at(-1);
  return [last?.field, last?.value, last?.grade, last?.says];
}

describe("the user's own mapping", () => {
  test("shows a person by another name, keeps what AWS wrote, and says whose word it is", () => {
    const { actor } = named(byJane, { "jane.doe@acme.example": "Jane Doe" });

    assert.equal(actor.name, "Jane Doe");
    assert.equal(actor.via, "jane.doe@acme.example, Identity Center, Admin");
    assert.equal(actor.principal, byJane.actor.principal);
    assert.equal(actor.grade, "inferred");
    assert.deepEqual(lastEvidence(actor), [
      "tasktrail.yaml names",
      "jane.doe@acme.example: Jane Doe",
      "inferred",
      "your own mapping says so",
    ]);
  });

  test("takes a user id before an e-mail address", () => {
    const mapping = { "jane.doe@acme.example": "an e-mail address", [JANE]: "Jane Doe" };

    assert.equal(nameOf(byJane, mapping), "Jane Doe");
  });

  test("takes the most specific entry, in whatever order they stand", () => {
    const mapping = {
      "*@acme.example": "somebody at acme",
      "jane.*@acme.example": "a Jane",
      "JANE.DOE@ACME.EXAMPLE": "Jane Doe",
      "jane*": "a Jane of anywhere",
    };
    const backwards = Object.fromEntries(Object.entries(mapping).toReversed());

    assert.equal(nameOf(byJane, mapping), "Jane Doe");
    assert.equal(nameOf(byJane, backwards), "Jane Doe");
  });

  test("fits whole names only", () => {
    assert.equal(nameOf(byJane, { jane: "Jane Doe" }), "jane.doe@acme.example");
  });

  test("names a pipeline by its subject", () => {
    const mapping = { "repo:acme/*": "acme", "repo:acme/shop:*": "Shop team" };
    const { actor } = named(byPipeline, mapping);

    assert.equal(actor.name, "Shop team");
    assert.match(actor.via, /^acme\/shop, GitHub Actions/);
    assert.equal(actor.kind, "pipeline");
  });

  test("tells whose a role is, and never turns an unknown person into a known one", () => {
    for (const key of [
      "role/ops-admin",
      "role/ops-*",
      `arn:aws:iam::${PROD}:role/team/ops-admin`,
    ]) {
      const { actor } = named(byRole, { [key]: "Platform team" });

      assert.deepEqual([actor.kind, actor.name, actor.grade], ["unknown", "unknown", undefined]);
      assert.equal(actor.via, "role ops-admin, a role of Platform team");
      assert.deepEqual(actor.gaps, byRole.actor.gaps);
    }
    const elsewhere = named(byRole, { "arn:aws:iam::999999999999:role/ops-admin": "others" });
    assert.deepEqual(elsewhere.actor, byRole.actor);
  });

  test("names a session that nobody else names no more surely than the caller did", () => {
    const { actor } = named(byRole, { "botocore-session-*": "the nightly job" });

    assert.deepEqual(
      [actor.kind, actor.name, actor.grade],
      ["unknown", "the nightly job", "claimed"],
    );
  });

  test("names another account, before the fleet does", () => {
    const accounts = new Map([["123456789012", "acme-staging"]]);

    assert.equal(named(byAccount, {}, { accounts }).actor.name, "acme-staging");
    assert.equal(
      named(byAccount, { "123456789012": "Staging" }, { accounts }).actor.name,
      "Staging",
    );
    assert.match(
      sentenceOf(named(byAccount, {}, { accounts })),
      /by acme-staging \(account 123456789012/,
    );
  });

  test("labels an address, with the narrowest network", () => {
    const mapping = { "10.0.0.0/8": "acme", "10.1.0.0/16": "Platform team", "2001:db8::/32": "v6" };

    assert.equal(named(byJane, mapping).origin.label, "Platform team");
    assert.equal(named(byJane, { "10.1.0.0/33": "no network" }).origin.label, undefined);
  });

  test("is found by --actor", () => {
    const { fits } = readFilters({ actor: ["Jane Doe"] });

    assert.ok(fits(named(byJane, { [JANE]: "Jane Doe" })));
    assert.ok(!fits(byJane));
    assert.ok(
      readFilters({ actor: ["Platform team"] }).fits(named(byRole, { "role/*": "Platform team" })),
    );
  });

  test("takes keys with the names of an object's own parts as any others", () => {
    assert.equal(nameOf(byJane, { constructor: "x", toString: "y" }), "jane.doe@acme.example");
    assert.deepEqual(named(byJane, {}), byJane);
  });
});

describe("Identity Center's directory", () => {
  const directory: KnownNames["directory"] = (userId) =>
    userId === JANE ? { name: "Doe, Jane", askedAt: "2026-11-20T10:00:00Z" } : undefined;

  test("names a user id, and the evidence says so", () => {
    const { actor } = named(byJane, {}, { directory });

    assert.equal(actor.name, "Doe, Jane");
    assert.equal(actor.grade, byJane.actor.grade);
    assert.deepEqual(lastEvidence(actor), [
      "identitystore:DescribeUser",
      "Doe, Jane",
      "proven",
      "what Identity Center's directory called this user id when it was asked on 2026-11-20",
    ]);
  });

  test("comes after the user's own mapping", () => {
    for (const key of [JANE, "jane.doe@acme.example"]) {
      assert.equal(named(byJane, { [key]: "Jane" }, { directory }).actor.name, "Jane");
    }
  });
});
