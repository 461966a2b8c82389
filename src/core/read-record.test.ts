import assert from "node:assert/strict";
import { test } from "node:test";
import { readRecord } from "./read-record.ts";
import { readTime } from "./read-time.ts";
import type { CloudTrailRecord, JsonObject } from "./record.ts";

const REQUIRED = {
  eventName: "UpdateService",
  eventSource: "ecs.amazonaws.com",
  eventTime: "2026-11-20T14:02:11Z",
};

function read(fields: JsonObject = {}): CloudTrailRecord {
  const record = readRecord({ ...REQUIRED, eventID: "e1", ...fields });
  assert.ok(!("flaw" in record), JSON.stringify(record));
  return record;
}

function identity(userIdentity: JsonObject) {
  return read({ userIdentity }).userIdentity;
}

test("a record with the least there can be is read", () => {
  assert.deepEqual(read(), { ...REQUIRED, eventID: "e1", awsRegion: "", userIdentity: {} });
});

test("what must be there is named where it is missing or cannot be read", () => {
  const flaw = (fields: JsonObject) => readRecord({ ...REQUIRED, ...fields });

  assert.deepEqual(flaw({ eventName: null }), { flaw: "no eventName" });
  assert.deepEqual(flaw({ eventSource: "" }), { flaw: "no eventSource" });
  assert.deepEqual(flaw({ eventTime: ["x"] }), { flaw: "eventTime is a list" });
  assert.deepEqual(flaw({ eventTime: "soon" }), { flaw: `eventTime cannot be read: "soon"` });
});

test("times in every form become UTC to the second", () => {
  const forms: readonly (readonly [string | number, string | undefined])[] = [
    ["2026-11-20T14:02:11Z", "2026-11-20T14:02:11Z"],
    ["2026-11-20T14:02:11.987Z", "2026-11-20T14:02:11Z"],
    ["2026-11-20T15:02:11+01:00", "2026-11-20T14:02:11Z"],
    ["2026-11-20T04:02:11-1000", "2026-11-20T14:02:11Z"],
    ["2026-11-20 14:02:11.000", "2026-11-20T14:02:11Z"],
    ["2026-11-20 14:02:11.000 UTC", "2026-11-20T14:02:11Z"],
    ["20261120T140211Z", "2026-11-20T14:02:11Z"],
    ["Nov 20, 2026 2:02:11 PM", "2026-11-20T14:02:11Z"],
    ["Nov 20, 2026 12:02:11 AM", "2026-11-20T00:02:11Z"],
    [1795183331, "2026-11-20T14:02:11Z"],
    ["1795183331", "2026-11-20T14:02:11Z"],
    [1795183331987, "2026-11-20T14:02:11Z"],
    ["2026-02-30T14:02:11Z", undefined],
    ["2026-11-20T24:00:00Z", undefined],
    ["2026-11-20", undefined],
    ["November", undefined],
    [Number.NaN, undefined],
    [-1, undefined],
    [1e300, undefined],
  ];

  for (const [form, time] of forms) assert.equal(readTime(form), time, String(form));
});

test("flags are read as booleans and as texts", () => {
  assert.equal(read({ readOnly: "false" }).readOnly, false);
  assert.equal(read({ readOnly: "TRUE" }).readOnly, true);
  assert.equal(read({ readOnly: true, managementEvent: "true" }).managementEvent, true);
  assert.equal(Object.hasOwn(read({ readOnly: "maybe" }), "readOnly"), false);
});

test("a session of the console is known by the flag at any of its places", () => {
  const flag = { sessionCredentialFromConsole: "true" };
  const sessions = [{ attributes: flag }, flag].map((sessionContext) =>
    read({ userIdentity: { type: "AssumedRole", sessionContext } }),
  );

  assert.equal(read(flag).sessionCredentialFromConsole, true);
  for (const { sessionCredentialFromConsole, userIdentity } of sessions) {
    assert.equal(sessionCredentialFromConsole, true);
    assert.deepEqual(userIdentity.sessionContext, { sessionCredentialFromConsole: true });
  }
});

test("brackets around the user agent are taken off once", () => {
  assert.equal(read({ userAgent: "[S3Console/0.4]" }).userAgent, "S3Console/0.4");
  assert.equal(read({ userAgent: "[[x]]" }).userAgent, "[x]");
  assert.equal(read({ userAgent: "[x" }).userAgent, "[x");
});

test("parameters are read from objects and JSON text; null and placeholders are none", () => {
  assert.deepEqual(read({ requestParameters: `{"a":1}` }).requestParameters, { a: 1 });
  for (const placeholder of [null, "***", "HIDDEN_DUE_TO_SECURITY_REASONS", "{", [1], 3]) {
    const record = read({ requestParameters: placeholder, responseElements: placeholder });

    assert.equal(record.requestParameters, undefined);
    assert.equal(record.responseElements, undefined);
  }
});

test("account ids written as numbers get their zeros back", () => {
  const record = read({
    recipientAccountId: 12345678901,
    userIdentity: { accountId: 1, sessionContext: { sessionIssuer: { accountId: 111122223333 } } },
  });

  assert.equal(record.recipientAccountId, "012345678901");
  assert.equal(record.userIdentity.accountId, "000000000001");
  assert.equal(record.userIdentity.sessionContext?.sessionIssuer?.accountId, "111122223333");
});

test("an identity that is null, missing or of another type is empty; a missing type stays missing", () => {
  for (const userIdentity of [null, "x", 3, [], {}]) {
    assert.deepEqual(read({ userIdentity }).userIdentity, {});
  }
  assert.deepEqual(identity({ accountId: "1", invokedBy: "states.amazonaws.com" }), {
    accountId: "1",
    invokedBy: "states.amazonaws.com",
  });
  assert.deepEqual(identity({ type: "Root", accessKeyId: "", userName: ["x"] }), { type: "Root" });
});

test("what STS and Identity Center wrote about the session is read", () => {
  const person = identity({
    type: "AssumedRole",
    onBehalfOf: { userId: "u", identityStoreArn: "arn" },
    credentialId: "c",
    invokedByDelegate: { accountId: "2" },
    inScopeOf: { issuerType: "AWS::Lambda::Function", credentialsIssuedTo: "arn:f" },
    sessionContext: {
      attributes: { creationDate: "20131102T010628Z", mfaAuthenticated: "false" },
      sessionIssuer: {},
      webIdFederationData: { federatedProvider: "arn:oidc", attributes: { sub: "repo:x" } },
      sourceIdentity: "jane",
      ec2RoleDelivery: "2.0",
      assumedRoot: "true",
    },
  });

  assert.deepEqual(person, {
    type: "AssumedRole",
    credentialId: "c",
    onBehalfOf: { userId: "u", identityStoreArn: "arn" },
    invokedByDelegate: { accountId: "2" },
    inScopeOf: { issuerType: "AWS::Lambda::Function", credentialsIssuedTo: "arn:f" },
    sessionContext: {
      creationDate: "2013-11-02T01:06:28Z",
      mfaAuthenticated: false,
      assumedRoot: true,
      sourceIdentity: "jane",
      ec2RoleDelivery: "2.0",
      webIdFederationData: { federatedProvider: "arn:oidc", attributes: { sub: "repo:x" } },
    },
  });
});

test("a record without an eventID gets one from what it says, whatever the order of its keys", () => {
  const one = readRecord({ ...REQUIRED, requestParameters: { a: 1, b: 2 } });
  const same = readRecord({ requestParameters: { b: 2, a: 1 }, ...REQUIRED });
  const other = readRecord({ ...REQUIRED, requestParameters: { a: 1, b: 3 } });

  assert.ok("eventID" in one && "eventID" in same && "eventID" in other);
  assert.match(one.eventID, /^no-eventID:[0-9a-f]{26}$/);
  assert.equal(one.eventID, same.eventID);
  assert.notEqual(one.eventID, other.eventID);
});

test("keys with a meaning to JavaScript are ordinary keys", () => {
  const raw = JSON.stringify({ ...REQUIRED, userIdentity: { type: "Root" } }).replace(
    "{",
    `{"__proto__":{"eventID":"forged","errorCode":"x"},"constructor":1,"toString":2,`,
  );

  const record = readRecord(JSON.parse(raw));

  assert.ok("eventID" in record);
  assert.match(record.eventID, /^no-eventID:/);
  assert.equal(record.errorCode, undefined);
});

test("a record nested beyond reason is refused instead of followed", () => {
  let deep: JsonObject = {};
  for (let level = 0; level < 10_000; level++) deep = { deep };

  assert.deepEqual(readRecord({ ...REQUIRED, requestParameters: deep }), {
    flaw: "nested deeper than 100 levels",
  });
});
