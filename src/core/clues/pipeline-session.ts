import { defineClue } from "../clue.ts";
import { actorFrom, cite, citeRole, readRoleSession } from "../principal.ts";
import { whoAssumed } from "../who-assumed.ts";

/** Session names that delivery tools choose when nobody tells them otherwise. */
const TOOLS: readonly (readonly [RegExp, string])[] = [
  [/^GitHubActions$/, "GitHub Actions"],
  [/^AWSCodeBuild-[0-9a-f-]{36}$/, "CodeBuild"],
];

export const pipelineSession = defineClue({
  id: "pipeline-session",
  summary: "A session name that a delivery tool chooses unless told otherwise: `GitHubActions`.",
  fooledBy: "Anybody who may assume the role: the name of a session is the caller's own text.",
  read: (record) => {
    const role = readRoleSession(record.userIdentity);
    const tool = TOOLS.find(([pattern]) => pattern.test(role?.session ?? ""))?.[1];
    if (role === undefined || tool === undefined) return undefined;
    return actorFrom(record, {
      kind: "pipeline",
      name: tool,
      via: `role ${role.role}, claimed`,
      evidence: [
        cite(role.sessionField, role.session, "claimed", "the session name this tool chooses"),
        citeRole(role),
      ],
      gaps: [whoAssumed(record)],
    });
  },
  examples: [
    {
      title: "the default of GitHub's credentials action",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/deploy-prod/GitHubActions",
          accessKeyId: "ASIAEXAMPLE",
        },
      },
      actor: { kind: "pipeline", name: "GitHub Actions", via: "role deploy-prod, claimed" },
    },
  ],
});
