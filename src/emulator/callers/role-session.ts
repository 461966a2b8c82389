import type { JsonObject } from "../../core/record.ts";
import type { Caller } from "../record-writer.ts";
import { lettersOf } from "../stable-ids.ts";
import { awsService, type UserAgentOf } from "../user-agents.ts";

/** A role that somebody or something assumed. */
export interface RoleSession {
  readonly account: string;
  readonly region: string;
  readonly role: string;
  /** The role's path with both slashes: `/aws-service-role/ecs.amazonaws.com/`. */
  readonly path?: string;
  readonly session: string;
  /** When the credentials were issued: ISO 8601 in UTC. */
  readonly issued: string;
  readonly from: string;
  readonly with: UserAgentOf;
  /** Further fields of `userIdentity`: `inScopeOf`. */
  readonly more?: JsonObject;
  /** Further fields of `sessionContext`: `ec2RoleDelivery`, `webIdFederationData`. */
  readonly context?: JsonObject;
}

/** A session of an IAM role: a pipeline, a function, an instance, a monitoring product. */
export function roleSession(settings: RoleSession): Caller {
  return {
    account: settings.account,
    region: settings.region,
    userIdentity: (clock) => identityOf(settings, clock(settings.issued)),
    sourceIPAddress: settings.from,
    userAgent: settings.with,
    overTls: true,
  };
}

/**
 * A role that an AWS service assumed to act by itself: a service-linked role, a rule's target role, a service role.
 * The service's name stands as invokedBy, address and user agent.
 */
export function servicePrincipalSession(
  settings: Omit<RoleSession, "from" | "with"> & { readonly invokedBy: string },
): Caller {
  const { invokedBy } = settings;
  const more = { ...settings.more, invokedBy };
  const session = { ...settings, more, from: invokedBy, with: awsService(invokedBy) };
  return { ...roleSession(session), overTls: false };
}

/** The same caller as an AWS service acts for it: the identity stays, the rest is the service's (forward access session). */
export function onBehalfOf(caller: Caller, service: string): Caller {
  return {
    account: caller.account,
    region: caller.region,
    userIdentity: (clock) => ({ ...caller.userIdentity(clock), invokedBy: service }),
    sourceIPAddress: service,
    userAgent: awsService(service),
    overTls: false,
  };
}

/** An AWS service without any session: `{"type":"AWSService","invokedBy":…}`. */
export function awsServiceItself(settings: {
  readonly account: string;
  readonly region: string;
  readonly service: string;
}): Caller {
  const { account, region, service } = settings;
  return {
    account,
    region,
    userIdentity: () => ({ type: "AWSService", invokedBy: service }),
    sourceIPAddress: service,
    userAgent: awsService(service),
    overTls: false,
  };
}

/** The access key id of a role session. Each issue of credentials has its own. */
export function sessionKey({
  account,
  role,
  session,
  issued,
}: Pick<RoleSession, "account" | "role" | "session" | "issued">): string {
  return `ASIA${lettersOf(`${account}/${role}/${session}/${issued}`, 16)}`;
}

/** A role's unique id, as principalId begins. */
export function roleID(account: string, role: string): string {
  return `AROA${lettersOf(`${account}/${role}`, 17)}`;
}

function identityOf(settings: RoleSession, creationDate: string): JsonObject {
  const { account, role, session, path = "/" } = settings;
  const principalId = roleID(account, role);
  return {
    type: "AssumedRole",
    principalId: `${principalId}:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    accessKeyId: sessionKey(settings),
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId,
        arn: `arn:aws:iam::${account}:role${path}${role}`,
        accountId: account,
        userName: role,
      },
      ...settings.context,
      attributes: { creationDate, mfaAuthenticated: "false" },
    },
    ...settings.more,
  };
}
