import type { JsonObject } from "../../core/record.ts";
import type { Caller } from "../record-writer.ts";
import { lettersOf } from "../stable-ids.ts";
import { awsCli2, browser, type UserAgentOf } from "../user-agents.ts";
import { IDENTITY_STORE, ssoRole, type SsoPerson } from "./identity-center.ts";

/** Where and how a person signed in. */
export interface SignIn {
  readonly account: string;
  readonly region: string;
  readonly permissionSet: string;
  /** When the session's credentials were issued: ISO 8601 in UTC. */
  readonly signedIn: string;
  readonly from: string;
  /** The console, or a tool with credentials that Identity Center gave out. Default: aws-cli v2 on a laptop. */
  readonly with?: "console" | UserAgentOf;
}

/**
 * A person of IAM Identity Center in a session of an `AWSReservedSSO_` role. `onBehalfOf` is written for calls made
 * with tools; the console's requests each have a new access key, with one creationDate.
 */
export function identityCenterPerson(person: SsoPerson, signIn: SignIn): Caller {
  const { account, region, from } = signIn;
  const inConsole = signIn.with === "console";
  const tool = awsCli2({ session: `${person.userName}/${signIn.signedIn}` });
  return {
    account,
    region,
    userIdentity: (clock) => sessionOf(person, signIn, clock(signIn.signedIn)),
    sourceIPAddress: from,
    userAgent: signIn.with === "console" ? browser : (signIn.with ?? tool),
    overTls: !inConsole,
    ...(inConsole && { fromConsole: true }),
  };
}

function sessionOf(person: SsoPerson, signIn: SignIn, creationDate: string): JsonObject {
  const { account, permissionSet } = signIn;
  const role = ssoRole(account, permissionSet);
  const { userName } = person;
  return {
    type: "AssumedRole",
    principalId: `${role.principalId}:${userName}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role.name}/${userName}`,
    accountId: account,
    accessKeyId: `ASIA${lettersOf(`${userName}/${account}/${signIn.signedIn}`, 16)}`,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: role.principalId,
        arn: role.arn,
        accountId: account,
        userName: role.name,
      },
      attributes: { creationDate, mfaAuthenticated: "false" },
    },
    ...(signIn.with !== "console" && {
      onBehalfOf: { userId: person.userId, identityStoreArn: IDENTITY_STORE.arn },
    }),
  };
}
