import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, it } from "node:test";
import type { Actor } from "../src/core/actor.ts";
import { createAttributor } from "../src/core/attribute.ts";
import type { Archive } from "../src/core/handle.ts";
import { handlesOf } from "../src/core/handles-of.ts";
import { issuances } from "../src/core/issuances/index.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import type { CloudTrailRecord } from "../src/core/record.ts";

/** Recorded and published by others; never copied into the project. */
const FOLDER = "../shared/data/events";
const skip = existsSync(FOLDER) ? false : `${FOLDER} is not here`;

const SOURCES = new Set([
  "identitystore.amazonaws.com",
  "signin.amazonaws.com",
  "sso-directory.amazonaws.com",
  "sso-oauth.amazonaws.com",
  "sso.amazonaws.com",
  "sts.amazonaws.com",
]);

/** What AWS's own types must come out as; a type that is not here may be anybody. */
const KINDS: ReadonlyMap<string, readonly Actor["kind"][]> = new Map([
  ["Root", ["root"]],
  ["IAMUser", ["person", "unknown"]],
  ["AWSService", ["aws-service", "pipeline"]],
  ["AWSAccount", ["account"]],
  ["SAMLUser", ["person"]],
  ["FederatedUser", ["person", "root", "unknown"]],
]);

describe("real sign-in, STS and SSO records", { skip }, () => {
  const found = skip === false ? signIns() : [];

  it("are there", () => {
    assert.ok(found.length > 100, `${found.length}`);
  });

  it("are each told as somebody, or as an honest unknown", (t) => {
    const counted = new Map<string, number>();
    for (const { file, record } of found) {
      const actor = createAttributor(EMPTY).identify(record);
      const { type = "none" } = record.userIdentity;

      assert.notEqual(actor.name, "", file);
      const kinds = KINDS.get(type);
      assert.ok(
        kinds === undefined || kinds.includes(actor.kind),
        `${file}: ${type} ${actor.kind}`,
      );
      if (actor.kind === "unknown") assert.ok(actor.gaps.length > 0, file);
      if (actor.grade === "proven") assert.notEqual(actor.name, "unknown", file);
      const told = `${record.eventSource.split(".")[0]} ${record.eventName} ${type}: ${actor.kind} ${actor.grade ?? "nobody"}`;
      counted.set(told, (counted.get(told) ?? 0) + 1);
    }
    const lines = [...counted].map(([told, count]) => `${told}: ${count}`);
    for (const line of lines.toSorted()) t.diagnostic(line);
  });

  it("that hand out a key are found again by it", () => {
    const issuing = found.filter(({ record }) => {
      const issuance = issuances.find(
        ({ eventNames, eventSources }) =>
          eventNames.includes(record.eventName) && eventSources.includes(record.eventSource),
      );
      return issuance?.read(record)?.accessKeyId !== undefined;
    });

    assert.ok(issuing.length > 30, `${issuing.length}`);
    for (const { file, record } of issuing)
      assert.ok(
        handlesOf(record).some(({ kind }) => kind === "issued-key"),
        file,
      );
  });

  it("lead from the key to whoever asked for it", (t) => {
    let joined = 0;
    for (const { file, record } of found) {
      const issued = issuances
        .filter(({ eventNames }) => eventNames.includes(record.eventName))
        .map((each) => each.read(record))
        .find((each) => each?.accessKeyId !== undefined);
      if (issued?.principal?.includes(":assumed-role/") !== true) continue;
      const call = callOf(record, issued.principal, issued.accessKeyId ?? "");
      const actor = createAttributor(archiveOf([record])).identify(call);
      const asked = createAttributor(EMPTY).identify(record);

      joined += 1;
      // A service leaves the session to what it was opened for; the rest is whoever asked.
      if (asked.grade === "proven" && asked.kind !== "aws-service" && asked.kind !== "unknown")
        assert.deepEqual([actor.kind, actor.name], [asked.kind, asked.name], file);
      const isSettled = actor.name === actor.session && actor.grade === "proven";
      assert.ok(isSettled || actor.through.length === 1, file);
    }
    t.diagnostic(`${joined} sessions followed`);
    assert.ok(joined > 30);
  });
});

const EMPTY: Archive = { find: () => [] };

function signIns(): readonly { readonly file: string; readonly record: CloudTrailRecord }[] {
  return globSync(`${FOLDER}/*.{json,ndjson}`).flatMap((path) =>
    parseRecords(readFileSync(path, "utf8"))
      .records.filter(({ record }) => SOURCES.has(record.eventSource))
      .map(({ record }) => ({ file: basename(path), record })),
  );
}

/** A call that the session which a record opened might have made. */
function callOf(opened: CloudTrailRecord, arn: string, accessKeyId: string): CloudTrailRecord {
  const account = arn.split(":")[4] ?? "";
  return {
    eventID: "0b8d7a5e-0000-4000-8000-000000000001",
    eventTime: opened.eventTime,
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: opened.awsRegion,
    userIdentity: { type: "AssumedRole", arn, accountId: account, accessKeyId },
  };
}

function archiveOf(records: readonly CloudTrailRecord[]): Archive {
  return {
    find: (handle) =>
      records.filter((record) =>
        handlesOf(record).some(({ kind, name }) => kind === handle.kind && name === handle.name),
      ),
  };
}
