import { defineClue } from "../clue.ts";
import { actorFrom, cite, citeRole, NOBODY_KNOWN, readRoleSession } from "../principal.ts";
import { whoAssumed } from "../who-assumed.ts";

/** Names that tools make up when nobody gives one: they tell nothing about who it was. */
const MADE_UP: readonly RegExp[] = [
  /^botocore-session-\d+$/,
  /^aws-sdk-js-(?:session-)?\d+$/,
  /^aws-sdk-java-\d+$/,
  /^aws-go-sdk-\d+$/,
  /^aws-sdk-session-\d+$/,
  /^AWSCLI-Session$/i,
  /^gntd-/,
  /^\d+$/,
];

export const roleSession = defineClue({
  id: "role-session",
  summary:
    "Any other role session: the role is certain, who assumed it is not. The session's name is shown where it may mean something.",
  fooledBy: "Anybody who may assume the role: the name of a session is the caller's own text.",
  read: (record) => {
    const role = readRoleSession(record.userIdentity);
    if (role === undefined) return undefined;
    const says = saysOf(role.session);
    const named = says === CHOSEN;
    // A session of the console has a person in front of it; only the name is open.
    const fromConsole = record.sessionCredentialFromConsole === true;
    return actorFrom(record, {
      kind: fromConsole ? "person" : "unknown",
      name: named ? role.session : NOBODY_KNOWN,
      via: named ? `role ${role.role}, claimed` : `role ${role.role}`,
      evidence: [
        citeRole(role),
        ...(fromConsole ? [CONSOLE] : []),
        ...(says === "" ? [] : [cite(role.sessionField, role.session, "claimed", says)]),
      ],
      gaps: [whoAssumed(record)],
    });
  },
  examples: [
    {
      title: "a session that a tool named",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/deploy-prod/botocore-session-1763644931",
          accessKeyId: "ASIAEXAMPLE",
        },
      },
      actor: { kind: "unknown", name: "unknown", via: "role deploy-prod" },
    },
    {
      title: "somebody who switched roles in the console",
      record: {
        sessionCredentialFromConsole: "true",
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/deploy-prod/jane",
        },
      },
      actor: { kind: "person", name: "jane", via: "role deploy-prod, claimed" },
    },
    {
      title: "a session that somebody named",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/deploy-prod/terraform-run-abc123",
        },
      },
      actor: { kind: "unknown", name: "terraform-run-abc123", via: "role deploy-prod, claimed" },
    },
  ],
});

const CONSOLE = cite(
  "sessionCredentialFromConsole",
  "true",
  "proven",
  "the session came from a console sign-in",
);

const CHOSEN = "the name whoever assumed the role chose";

function saysOf(session: string): string {
  if (session === "") return "";
  return MADE_UP.some((pattern) => pattern.test(session))
    ? "a name that a tool made up, which names nobody"
    : CHOSEN;
}
