import type { Actor } from "./actor.ts";
import { readRoleSession } from "./principal.ts";
import type { CloudTrailRecord } from "./record.ts";

/**
 * Whether one record tells all: what AWS wrote into it names the actor. Else the session's own beginning may tell more:
 * of a token's session the provider is known but not who, of a central root session not who took it, and what a session
 * is called proves nothing.
 */
export function isSettled(record: CloudTrailRecord, actor: Actor): boolean {
  const { sessionContext, accessKeyId, arn } = record.userIdentity;
  if (actor.kind === "root") return !accessKeyId?.startsWith("ASIA");
  if (actor.kind === "unknown") return !accessKeyId && !arn;
  if (actor.grade !== "proven") return false;
  const isToken = sessionContext?.webIdFederationData?.federatedProvider !== undefined;
  return !(isToken && readRoleSession(record.userIdentity) !== undefined && !isHeld(record));
}

/** AWS wrote which function or instance holds the key. */
function isHeld({ userIdentity }: CloudTrailRecord): boolean {
  return userIdentity.inScopeOf?.credentialsIssuedTo !== undefined;
}
