import { readAccount, readFlag, readObject, readText } from "./read-field.ts";
import { readTime } from "./read-time.ts";
import type { Json, JsonObject, SessionContext, UserIdentity } from "./record.ts";

type Mutable<Type> = { -readonly [key in keyof Type]: Type[key] };

const IDENTITY_TEXTS = [
  "type",
  "principalId",
  "arn",
  "accessKeyId",
  "userName",
  "invokedBy",
  "identityProvider",
  "credentialId",
] as const;

const ISSUER_TEXTS = ["type", "principalId", "arn", "userName"] as const;
const SCOPE_TEXTS = ["sourceArn", "issuerType", "credentialsIssuedTo"] as const;
const BEHALF_TEXTS = ["userId", "identityStoreArn"] as const;

/** Reads `userIdentity`; `{}` where it is null or missing. Every record comes by here, hence no spreading of objects. */
export function readIdentity(value: Json | undefined): UserIdentity {
  const identity: Mutable<UserIdentity> = {};
  const raw = readObject(value);
  if (raw === undefined) return identity;
  copyTexts(raw, IDENTITY_TEXTS, identity);
  const accountId = readAccount(raw.accountId);
  if (accountId !== undefined) identity.accountId = accountId;
  const onBehalfOf: Mutable<NonNullable<UserIdentity["onBehalfOf"]>> = {};
  copyTexts(raw.onBehalfOf, BEHALF_TEXTS, onBehalfOf);
  if (isFilled(onBehalfOf)) identity.onBehalfOf = onBehalfOf;
  const inScopeOf = readScope(raw.inScopeOf);
  if (isFilled(inScopeOf)) identity.inScopeOf = inScopeOf;
  const delegate = readAccount(readObject(raw.invokedByDelegate)?.accountId);
  if (delegate !== undefined) identity.invokedByDelegate = { accountId: delegate };
  const session = readSession(raw.sessionContext);
  if (isFilled(session)) identity.sessionContext = session;
  return identity;
}

function readScope(value: Json | undefined): NonNullable<UserIdentity["inScopeOf"]> {
  const scope: Mutable<NonNullable<UserIdentity["inScopeOf"]>> = {};
  copyTexts(value, SCOPE_TEXTS, scope);
  const account = readAccount(readObject(value)?.sourceAccount);
  if (account !== undefined) scope.sourceAccount = account;
  return scope;
}

function readSession(value: Json | undefined): SessionContext {
  const session: Mutable<SessionContext> = {};
  const raw = readObject(value);
  if (raw === undefined) return session;
  copyTexts(raw, ["sourceIdentity", "ec2RoleDelivery"], session);
  copyAttributes(raw, session);
  const issuer = readIssuer(raw.sessionIssuer);
  if (isFilled(issuer)) session.sessionIssuer = issuer;
  const web = readWeb(raw.webIdFederationData);
  if (isFilled(web)) session.webIdFederationData = web;
  return session;
}

function copyAttributes(raw: JsonObject, session: Mutable<SessionContext>): void {
  const attributes = readObject(raw.attributes) ?? raw;
  const creationDate = readTime(attributes.creationDate);
  if (creationDate !== undefined) session.creationDate = creationDate;
  const mfaAuthenticated = readFlag(attributes.mfaAuthenticated);
  if (mfaAuthenticated !== undefined) session.mfaAuthenticated = mfaAuthenticated;
  const assumedRoot = readFlag(raw.assumedRoot);
  if (assumedRoot !== undefined) session.assumedRoot = assumedRoot;
  const fromConsole =
    readFlag(raw.sessionCredentialFromConsole) ?? readFlag(attributes.sessionCredentialFromConsole);
  if (fromConsole !== undefined) session.sessionCredentialFromConsole = fromConsole;
}

function readIssuer(value: Json | undefined): NonNullable<SessionContext["sessionIssuer"]> {
  const issuer: Mutable<NonNullable<SessionContext["sessionIssuer"]>> = {};
  copyTexts(value, ISSUER_TEXTS, issuer);
  const account = readAccount(readObject(value)?.accountId);
  if (account !== undefined) issuer.accountId = account;
  return issuer;
}

function readWeb(value: Json | undefined): NonNullable<SessionContext["webIdFederationData"]> {
  const web: Mutable<NonNullable<SessionContext["webIdFederationData"]>> = {};
  copyTexts(value, ["federatedProvider"], web);
  const attributes = readObject(readObject(value)?.attributes);
  if (attributes !== undefined && isFilled(attributes)) web.attributes = attributes;
  return web;
}

function copyTexts<Name extends string>(
  value: Json | undefined,
  names: readonly Name[],
  to: { [name in Name]?: string },
): void {
  const raw = readObject(value);
  if (raw === undefined) return;
  for (const name of names) {
    const text = readText(raw[name]);
    if (text !== undefined) to[name] = text;
  }
}

function isFilled(value: object): boolean {
  return Object.keys(value).length > 0;
}
