import { readAccount, readFlag, readObject, readText } from "./read-field.ts";
import { readTime } from "./read-time.ts";
import type { Json, JsonObject, SessionContext, UserIdentity } from "./record.ts";

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

/** Reads `userIdentity`; `{}` where it is null or missing. */
export function readIdentity(value: Json | undefined): UserIdentity {
  const raw = readObject(value);
  if (raw === undefined) return {};
  const behalf = readTexts(readObject(raw.onBehalfOf), ["userId", "identityStoreArn"]);
  const delegate = withAccount({}, readObject(raw.invokedByDelegate));
  const session = readSession(readObject(raw.sessionContext));
  const scope = readScope(readObject(raw.inScopeOf));
  return {
    ...withAccount(readTexts(raw, IDENTITY_TEXTS), raw),
    ...(filled(behalf) && { onBehalfOf: behalf }),
    ...(scope !== undefined && { inScopeOf: scope }),
    ...(filled(delegate) && { invokedByDelegate: delegate }),
    ...(session !== undefined && { sessionContext: session }),
  };
}

function readScope(raw: JsonObject | undefined): UserIdentity["inScopeOf"] {
  const texts = readTexts(raw, ["sourceArn", "issuerType", "credentialsIssuedTo"]);
  const sourceAccount = readAccount(raw?.sourceAccount);
  const scope = { ...texts, ...(sourceAccount !== undefined && { sourceAccount }) };
  return filled(scope) ? scope : undefined;
}

function readSession(raw: JsonObject | undefined): SessionContext | undefined {
  if (raw === undefined) return undefined;
  const attributes = readObject(raw.attributes) ?? raw;
  const creationDate = readTime(attributes.creationDate);
  const mfaAuthenticated = readFlag(attributes.mfaAuthenticated);
  const assumedRoot = readFlag(raw.assumedRoot);
  const fromConsole =
    readFlag(raw.sessionCredentialFromConsole) ?? readFlag(attributes.sessionCredentialFromConsole);
  const rawIssuer = readObject(raw.sessionIssuer);
  const issuer = withAccount(
    readTexts(rawIssuer, ["type", "principalId", "arn", "userName"]),
    rawIssuer,
  );
  const web = readWeb(readObject(raw.webIdFederationData));
  const session = {
    ...readTexts(raw, ["sourceIdentity", "ec2RoleDelivery"]),
    ...(creationDate !== undefined && { creationDate }),
    ...(mfaAuthenticated !== undefined && { mfaAuthenticated }),
    ...(assumedRoot !== undefined && { assumedRoot }),
    ...(fromConsole !== undefined && { sessionCredentialFromConsole: fromConsole }),
    ...(filled(issuer) && { sessionIssuer: issuer }),
    ...(web !== undefined && { webIdFederationData: web }),
  };
  return filled(session) ? session : undefined;
}

function readWeb(raw: JsonObject | undefined): SessionContext["webIdFederationData"] {
  const texts = readTexts(raw, ["federatedProvider"]);
  const attributes = readObject(raw?.attributes);
  const web = { ...texts, ...(attributes !== undefined && filled(attributes) && { attributes }) };
  return filled(web) ? web : undefined;
}

function readTexts<Name extends string>(
  raw: JsonObject | undefined,
  names: readonly Name[],
): { [name in Name]?: string } {
  const found: { [name in Name]?: string } = {};
  if (raw === undefined) return found;
  for (const name of names) {
    const text = readText(raw[name]);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

function withAccount<Found extends object>(
  found: Found,
  raw: JsonObject | undefined,
): Found & { accountId?: string } {
  const accountId = readAccount(raw?.accountId);
  return accountId === undefined ? found : { ...found, accountId };
}

function filled(value: object): boolean {
  return Object.keys(value).length > 0;
}
