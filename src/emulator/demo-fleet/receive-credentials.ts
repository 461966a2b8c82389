import { IDENTITY_STORE, type SsoPerson } from "../callers/identity-center.ts";
import { roleID, sessionKey } from "../callers/role-session.ts";
import { javaDate, type ApiCall, type Caller } from "../record-writer.ts";
import { hexOf } from "../stable-ids.ts";
import type { Place } from "../stage.ts";
import type { Teller } from "../teller.ts";
import { configureCredentialsAction, sdkGo } from "../user-agents.ts";
import { ADDRESS } from "./fleet.ts";
import { githubSession, type Run } from "./pipelines.ts";

/**
 * The sts record with which a workflow run got its credentials: its subject names the repository, its user agent the
 * run, its response the access key of all that follows.
 */
export function receiveCredentials(at: Teller["at"], place: Place, role: string, run: Run): void {
  at(run.issued, webIdentity(place, run), assumeRoleWithWebIdentity(place, role, run));
}

/** The record of Identity Center giving a person credentials for a role. It stands in Identity Center's account. */
export function signInWithIdentityCenter(
  at: Teller["at"],
  person: SsoPerson,
  account: string,
  permissionSet: string,
  signedIn: string,
): void {
  const caller: Caller = {
    account: IDENTITY_STORE.account,
    region: IDENTITY_STORE.region,
    userIdentity: () => ({
      type: "IdentityCenterUser",
      accountId: IDENTITY_STORE.account,
      onBehalfOf: { userId: person.userId, identityStoreArn: IDENTITY_STORE.arn },
      credentialId: hexOf(`${person.userId}/${signedIn}`, 44),
    }),
    sourceIPAddress: ADDRESS.office,
    userAgent: sdkGo,
    overTls: false,
  };
  at(signedIn, caller, {
    service: "sso",
    operation: "GetRoleCredentials",
    readOnly: true,
    request: () => null,
    more: () => ({
      eventType: "AwsServiceEvent",
      serviceEventDetails: { role_name: permissionSet, account_id: account },
    }),
  });
}

function webIdentity({ account, region }: Place, run: Run): Caller {
  const provider = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
  const subject = `repo:${run.repository}:ref:${run.ref}`;
  return {
    account,
    region,
    userIdentity: () => ({
      type: "WebIdentityUser",
      principalId: `${provider}:sts.amazonaws.com:${subject}`,
      userName: subject,
      identityProvider: provider,
    }),
    sourceIPAddress: ADDRESS.ci,
    userAgent: configureCredentialsAction(run.runID),
    overTls: true,
  };
}

function assumeRoleWithWebIdentity(place: Place, role: string, run: Run): ApiCall {
  const { account, session } = githubSession(place, role, run);
  const roleArn = `arn:aws:iam::${account}:role/${role}`;
  return {
    service: "sts",
    operation: "AssumeRoleWithWebIdentity",
    readOnly: true,
    request: () => ({ roleArn, roleSessionName: session, durationSeconds: 3600 }),
    respond: ({ at, clock, caller }) => ({
      credentials: {
        accessKeyId: sessionKey(githubSession(place, role, run)),
        sessionToken: "HIDDEN_DUE_TO_SECURITY_REASONS",
        expiration: javaDate(new Date(at.getTime() + 3_600_000)),
      },
      subjectFromWebIdentityToken: `repo:${run.repository}:ref:${run.ref}`,
      assumedRoleUser: {
        assumedRoleId: `${roleID(account, role)}:${session}`,
        arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
      },
      provider: caller.userIdentity(clock)["identityProvider"] ?? null,
      audience: "sts.amazonaws.com",
    }),
    more: () => ({ resources: [{ accountId: account, type: "AWS::IAM::Role", ARN: roleArn }] }),
  };
}
