import { defineClue } from "../clue.ts";
import { whoAssumed } from "../who-assumed.ts";
import { actorFrom, cite, citeRole, isHandled, readRoleSession } from "../principal.ts";

const TASK = /^[0-9a-f]{32}$/;

export const taskSession = defineClue({
  id: "task-session",
  summary: "The session of an ECS task's role is named after the task: 32 hexadecimal digits.",
  fooledBy:
    "Anybody who may assume the role and names the session like a task; and a person with a shell in the task (ECS Exec).",
  read: (record) => {
    const role = readRoleSession(record.userIdentity);
    if (role === undefined || !TASK.test(role.session)) return undefined;
    if (isHandled(record)) return undefined;
    return actorFrom(record, {
      kind: "workload",
      name: `task ${role.session}`,
      via: `role ${role.role}, claimed`,
      evidence: [
        cite(role.sessionField, role.session, "claimed", "named like the task whose role it is"),
        citeRole(role),
      ],
      gaps: [
        whoAssumed(record),
        {
          unknown: "whether a person with a shell in the task made the call",
          missing: `the ecs ExecuteCommand event for task ${role.session}`,
        },
      ],
    });
  },
  examples: [
    {
      title: "an ECS task calls an API with its task role",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/cleanup-task-role/7e9894e088ad416eb5cab92af1b2c3d4",
        },
      },
      actor: {
        kind: "workload",
        name: "task 7e9894e088ad416eb5cab92af1b2c3d4",
        via: "role cleanup-task-role, claimed",
      },
    },
  ],
});
