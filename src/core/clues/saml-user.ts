import { defineClue } from "../clue.ts";
import { actorFrom, cite } from "../principal.ts";

export const samlUser = defineClue({
  id: "saml-user",
  summary:
    "`userIdentity.type` is `SAMLUser`: the name in a sign-in that the company's identity provider signed and AWS checked.",
  fooledBy: "Whoever runs the identity provider; AWS only passes on what it says.",
  read: (record) => {
    const { type, userName, principalId, identityProvider } = record.userIdentity;
    const name = userName || principalId;
    if (type !== "SAMLUser" || !name) return undefined;
    const field = userName ? "userIdentity.userName" : "userIdentity.principalId";
    return actorFrom(record, {
      kind: "person",
      name,
      via: "SAML",
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
