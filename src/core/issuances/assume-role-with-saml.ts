import { defineIssuance } from "../issuance.ts";
import { handlesOfIssued, readIssuedRole } from "../issued.ts";

export const assumeRoleWithSaml = defineIssuance({
  id: "assume-role-with-saml",
  summary:
    "`sts AssumeRoleWithSAML`: a sign-in that the company's identity provider signed takes a role; `userIdentity` is the `SAMLUser`. Joined by the key; in the console by session and creation date.",
  fooledBy: "Whoever runs the identity provider: AWS passes on the name that it signed.",
  eventSources: ["sts.amazonaws.com"],
  eventNames: ["AssumeRoleWithSAML"],
  handles: (record) => handlesOfIssued(readIssuedRole(record)),
  read: readIssuedRole,
  examples: [
    {
      title: "a person signs in through the company's identity provider",
      record: {
        eventSource: "sts.amazonaws.com",
        eventName: "AssumeRoleWithSAML",
        eventTime: "2026-11-20T13:58:00Z",
        userIdentity: {
          type: "SAMLUser",
          principalId: "EXAMPLE=:jane.doe@example.com",
          userName: "jane.doe@example.com",
          identityProvider: "EXAMPLE=",
        },
        requestParameters: {
          roleArn: "arn:aws:iam::111122223333:role/Operator",
          roleSessionName: "jane.doe@example.com",
          principalArn: "arn:aws:iam::111122223333:saml-provider/Okta",
        },
        responseElements: {
          credentials: { accessKeyId: "ASIAEXAMPLE" },
          assumedRoleUser: {
            arn: "arn:aws:sts::111122223333:assumed-role/Operator/jane.doe@example.com",
          },
          subject: "jane.doe@example.com",
          subjectType: "persistent",
        },
      },
      issued: {
        accessKeyId: "ASIAEXAMPLE",
        principal: "arn:aws:sts::111122223333:assumed-role/Operator/jane.doe@example.com",
        at: "2026-11-20T13:58:00Z",
      },
    },
  ],
});
