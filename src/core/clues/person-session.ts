import { defineClue } from "../clue.ts";
import { actorFrom, cite, citeRole, readRoleSession } from "../principal.ts";
import { whoAssumed } from "../who-assumed.ts";

/** An e-mail address may be 254 characters long; a session name 64. */
const LONGEST = 254;
const EMAIL = /^[^\s@/:]+@[^\s@/:]+\.[A-Za-z]{2,}$/;

export const personSession = defineClue({
  id: "person-session",
  summary: "A session named like an e-mail address: most sign-in tools name sessions after people.",
  fooledBy: "Anybody who may assume the role: the name of a session is the caller's own text.",
  read: (record) => {
    const role = readRoleSession(record.userIdentity);
    if (role === undefined || role.session.length > LONGEST || !EMAIL.test(role.session))
      return undefined;
    return actorFrom(record, {
      kind: "person",
      name: role.session,
      via: `role ${role.role}, claimed`,
      evidence: [
        cite(role.sessionField, role.session, "claimed", "the name whoever assumed the role chose"),
        citeRole(role),
      ],
      gaps: [whoAssumed(record)],
    });
  },
  examples: [
    {
      title: "an e-mail address as session name is a claim",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/Operator/ryan@example.com",
          accessKeyId: "ASIAEXAMPLE",
        },
      },
      actor: { kind: "person", name: "ryan@example.com", via: "role Operator, claimed" },
    },
  ],
});
