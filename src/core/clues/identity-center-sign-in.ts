import { defineClue } from "../clue.ts";
import { actorFrom, cite } from "../principal.ts";
import { readObject } from "../read-field.ts";
import type { CloudTrailRecord } from "../record.ts";

/** Where Identity Center's users are seen before they take a role. */
const SOURCES: ReadonlySet<string> = new Set(["sso.amazonaws.com", "sso-oauth.amazonaws.com"]);
/** Steps of a sign-in, whose user name is what was typed until the step succeeds. */
const STEPS: ReadonlySet<string> = new Set(["CredentialVerification", "UserAuthentication"]);
const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

/** @see https://docs.aws.amazon.com/singlesignon/latest/userguide/understanding-sign-in-events.html */
export const identityCenterSignIn = defineClue({
  id: "identity-center-sign-in",
  summary:
    "`userIdentity.type` is `Unknown` with a `userName`, in an event of Identity Center's portal or in a sign-in that succeeded: the Identity Center user.",
  fooledBy:
    "Whoever knows the user's password; and an administrator of Identity Center. A failed sign-in counts for nothing, for its name is what was typed.",
  read: (record) => {
    const { type, userName, principalId } = record.userIdentity;
    if (type !== "Unknown" || !userName || userName === HIDDEN || !isSignedIn(record))
      return undefined;
    return actorFrom(record, {
      kind: "person",
      name: userName,
      via: "Identity Center",
      evidence: [
        cite("userIdentity.userName", userName, "proven", "the Identity Center user's name"),
        ...(principalId
          ? [cite("userIdentity.principalId", principalId, "proven", "as Identity Center knows it")]
          : []),
      ],
    });
  },
  examples: [
    {
      title: "a user opens the portal",
      record: {
        eventSource: "sso.amazonaws.com",
        eventName: "Authenticate",
        userIdentity: {
          type: "Unknown",
          principalId: "93670461eb-7876523f-b9ed-4a2f-84aa-1a5c6dd43c08",
          accountId: "111122223333",
          userName: "jane.doe@example.com",
        },
      },
      actor: { kind: "person", name: "jane.doe@example.com", via: "Identity Center" },
    },
    {
      title: "a sign-in of which the record does not say that it succeeded",
      record: {
        eventSource: "signin.amazonaws.com",
        eventName: "CredentialVerification",
        userIdentity: { type: "Unknown", accountId: "111122223333", userName: "jane.doe" },
      },
      actor: { kind: "unknown", name: "jane.doe", via: "identity type Unknown, claimed" },
    },
  ],
});

function isSignedIn(record: CloudTrailRecord): boolean {
  const { eventSource, eventName, errorCode, serviceEventDetails } = record;
  if (errorCode !== undefined) return false;
  if (SOURCES.has(eventSource)) return true;
  if (eventSource !== "signin.amazonaws.com" || !STEPS.has(eventName)) return false;
  return readObject(serviceEventDetails)?.[eventName] === "Success";
}
