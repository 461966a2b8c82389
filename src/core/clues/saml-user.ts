import { defineClue } from "../clue.ts";
import { parseArn } from "../arn.ts";
import { actorFrom, cite } from "../principal.ts";
import { readObject, readText } from "../read-field.ts";
import type { CloudTrailRecord } from "../record.ts";

/** Identity Center makes a SAML provider of its own, and roles under a path that nobody else may use. */
const PERMISSION_SET =
  /^role\/aws-reserved\/sso\.amazonaws\.com\/(?:[a-z0-9-]+\/)?AWSReservedSSO_(.+)_[0-9a-zA-Z]+$/;

export const samlUser = defineClue({
  id: "saml-user",
  summary:
    "`userIdentity.type` is `SAMLUser`: the name in a sign-in that the company's identity provider signed and AWS checked.",
  fooledBy: "Whoever runs the identity provider; AWS only passes on what it says.",
  read: (record) => {
    const { type, identityProvider } = record.userIdentity;
    const signed = type === "SAMLUser" ? nameOf(record) : undefined;
    if (signed === undefined) return undefined;
    const { name, field } = signed;
    return actorFrom(record, {
      kind: "person",
      name,
      via: viaOf(record),
      evidence: [
        cite(field, name, "proven", "the name that the identity provider signed"),
        ...(identityProvider
          ? [
              cite(
                "userIdentity.identityProvider",
                identityProvider,
                "proven",
                "the identity provider",
              ),
            ]
          : []),
      ],
    });
  },
  examples: [
    {
      title: "a person signs in through SAML",
      record: {
        eventName: "AssumeRoleWithSAML",
        eventSource: "sts.amazonaws.com",
        userIdentity: {
          type: "SAMLUser",
          principalId: "EXAMPLE=:jane.doe@example.com",
          userName: "jane.doe@example.com",
          identityProvider: "EXAMPLE=",
        },
      },
      actor: { kind: "person", name: "jane.doe@example.com", via: "SAML" },
    },
  ],
});

/** A transient subject is a new random text for each sign-in; the session's name, which the provider signed too, is not. */
function nameOf(
  record: CloudTrailRecord,
): { readonly name: string; readonly field: string } | undefined {
  const { userName, principalId } = record.userIdentity;
  const session = readText(record.requestParameters?.roleSessionName);
  if (record.responseElements?.subjectType === "transient" && session !== undefined)
    return { name: session, field: "requestParameters.roleSessionName" };
  if (userName) return { name: userName, field: "userIdentity.userName" };
  return principalId ? { name: principalId, field: "userIdentity.principalId" } : undefined;
}

function viaOf({ requestParameters, responseElements }: CloudTrailRecord): string {
  const role = parseArn(readText(requestParameters?.roleArn) ?? "")?.resource ?? "";
  const wasGiven = readObject(responseElements?.credentials) !== undefined;
  const permissionSet = wasGiven ? PERMISSION_SET.exec(role)?.[1] : undefined;
  return permissionSet === undefined ? "SAML" : `Identity Center, ${permissionSet}`;
}
