import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { identify } from "./identify.ts";
import { readIdentity } from "./read-identity.ts";
import type { CloudTrailRecord, Json } from "./record.ts";

const ROLE = "arn:aws:sts::111122223333:assumed-role";

describe("the actor of one record", () => {
  it("keeps the person behind a service that calls on their behalf", () => {
    const actor = identify(
      recordBy(
        {
          type: "AssumedRole",
          arn: `${ROLE}/AWSReservedSSO_Deploy_0123456789abcdef/jane.doe@example.com`,
          invokedBy: "cloudformation.amazonaws.com",
          sessionContext: {
            sessionIssuer: {
              arn: "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Deploy_0123456789abcdef",
              userName: "AWSReservedSSO_Deploy_0123456789abcdef",
            },
          },
        },
        { sourceIPAddress: "cloudformation.amazonaws.com" },
      ),
    );

    assert.deepEqual([actor.kind, actor.name], ["person", "jane.doe@example.com"]);
    assert.deepEqual(actor.gaps, []);
    assert.ok(actor.evidence.every(({ grade }) => grade === "proven"));
  });

  it("names the event that would show who stood behind a service role", () => {
    const actor = identify(
      recordBy({
        type: "AssumedRole",
        arn: `${ROLE}/cfn-exec/AWSCloudFormation`,
        invokedBy: "cloudformation.amazonaws.com",
      }),
    );

    assert.equal(actor.name, "CloudFormation");
    assert.match(actor.gaps[0]?.missing ?? "", /cloudformation .*UpdateStack.*ExecuteChangeSet/);
  });

  it("names the event that issued the key of a session it cannot tell", () => {
    const actor = identify(
      recordBy({
        type: "AssumedRole",
        arn: `${ROLE}/deploy-prod/botocore-session-1763644931`,
        accessKeyId: "ASIAEXAMPLE",
      }),
    );

    assert.deepEqual(
      actor.gaps.map(({ unknown, missing }) => [unknown, missing]),
      [["who assumed the role deploy-prod", "the sts AssumeRole… event that issued ASIAEXAMPLE"]],
    );
    assert.deepEqual(actor.through, []);
  });

  it("does not take a session for CloudFormation's because it bears its name", () => {
    const actor = identify(
      recordBy({ type: "AssumedRole", arn: `${ROLE}/admin/AWSCloudFormation` }),
    );

    assert.deepEqual([actor.kind, actor.via], ["unknown", "role admin, claimed"]);
  });

  it("does not take a role for a service's because it bears its name", () => {
    const actor = identify(
      recordBy({
        type: "AssumedRole",
        arn: `${ROLE}/AWSServiceRoleForECS/mallory`,
        invokedBy: "cloudformation.amazonaws.com",
        sessionContext: {
          sessionIssuer: {
            arn: "arn:aws:iam::111122223333:role/AWSServiceRoleForECS",
            userName: "AWSServiceRoleForECS",
          },
        },
      }),
    );

    assert.notEqual(actor.kind, "aws-service");
  });

  it("proves an instance only where AWS wrote that the instance's metadata service handed out the key", () => {
    const session = { type: "AssumedRole", arn: `${ROLE}/app/i-0123456789abcdef0` };

    const claimed = identify(recordBy(session));
    const delivered = identify(
      recordBy({ ...session, sessionContext: { ec2RoleDelivery: "2.0" } }),
    );

    assert.deepEqual(
      [claimed.evidence[0]?.grade, claimed.name],
      ["claimed", "instance i-0123456789abcdef0"],
    );
    assert.deepEqual([delivered.grade, delivered.evidence[0]?.grade], ["proven", "proven"]);
  });

  it("tells a GitHub run from its provider, whatever the session is called", () => {
    const actor = identify(
      recordBy({
        type: "AssumedRole",
        arn: `${ROLE}/deploy-prod/ceo@example.com`,
        accessKeyId: "ASIAEXAMPLE",
        sessionContext: {
          webIdFederationData: {
            federatedProvider:
              "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
          },
        },
      }),
    );

    assert.deepEqual([actor.kind, actor.name], ["pipeline", "GitHub Actions"]);
    assert.match(
      actor.gaps[0]?.missing ?? "",
      /AssumeRoleWithWebIdentity event that issued ASIAEXAMPLE/,
    );
  });

  it("does not show the placeholder for a name that AWS hides", () => {
    const actor = identify(
      recordBy({ type: "IAMUser", userName: "HIDDEN_DUE_TO_SECURITY_REASONS" }),
    );

    assert.deepEqual([actor.kind, actor.name], ["unknown", "unknown"]);
    assert.match(actor.gaps[0]?.missing ?? "", /AWS hides/);
  });

  it("is unknown, with a gap, where the record does not say who", () => {
    for (const identity of [null, {}, { type: "Directory" }, { type: "__proto__" }, []]) {
      const actor = identify(recordBy(identity));

      assert.deepEqual([actor.kind, actor.name, actor.gaps.length], ["unknown", "unknown", 1]);
    }
  });

  it("carries account, role, session and MFA as the record has them", () => {
    const actor = identify(
      recordBy({
        type: "AssumedRole",
        arn: `${ROLE}/deploy-prod/jane`,
        accountId: "444455556666",
        sessionContext: { attributes: { mfaAuthenticated: "true" } },
      }),
    );

    const { principal, account, role, session, mfa } = actor;
    assert.deepEqual(
      { principal, account, role, session, mfa },
      {
        principal: `${ROLE}/deploy-prod/jane`,
        account: "444455556666",
        role: "deploy-prod",
        session: "jane",
        mfa: true,
      },
    );
  });

  it("says which account called with permissions delegated to it", () => {
    const actor = identify(
      recordBy({
        type: "IAMUser",
        userName: "alice",
        invokedByDelegate: { accountId: "444455556666" },
      }),
    );

    assert.ok(actor.evidence.some(({ value }) => value === "444455556666"));
  });

  it("keeps root apart from everybody else, also behind a service", () => {
    const actor = identify(
      recordBy({
        type: "Root",
        accountId: "111122223333",
        arn: "arn:aws:iam::111122223333:root",
        invokedBy: "autoscaling.amazonaws.com",
      }),
    );

    assert.deepEqual([actor.kind, actor.name], ["root", "root of 111122223333"]);
  });
});

function recordBy(userIdentity: Json, more: Partial<CloudTrailRecord> = {}): CloudTrailRecord {
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
