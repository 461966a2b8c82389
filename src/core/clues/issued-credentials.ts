import { parseArn } from "../arn.ts";
import { defineClue } from "../clue.ts";
import { actorFrom, cite, citeRole, readRoleSession } from "../principal.ts";

const NOUNS: ReadonlyMap<string, string> = new Map([
  ["AWS::Lambda::Function", "Lambda function"],
  ["AWS::EC2::Instance", "EC2 instance"],
  ["AWS::ECS::Task", "ECS task"],
]);

export const issuedCredentials = defineClue({
  id: "issued-credentials",
  summary:
    "`userIdentity.inScopeOf.credentialsIssuedTo`: the Lambda function or instance to which AWS handed the credentials.",
  fooledBy:
    "Whoever takes the credentials out of the function or instance and uses them elsewhere.",
  read: (record) => {
    const { inScopeOf } = record.userIdentity;
    const holder = inScopeOf?.credentialsIssuedTo;
    if (!holder) return undefined;
    const role = readRoleSession(record.userIdentity);
    const noun = NOUNS.get(inScopeOf.issuerType ?? "") ?? inScopeOf.issuerType ?? "workload";
    return actorFrom(record, {
      kind: "workload",
      name: nameOf(holder),
      via: role === undefined ? noun : `${noun}, role ${role.role}`,
      evidence: [
        cite(
          "userIdentity.inScopeOf.credentialsIssuedTo",
          holder,
          "proven",
          "what AWS issued the credentials to",
        ),
        ...(role === undefined ? [] : [citeRole(role)]),
      ],
    });
  },
  examples: [
    {
      title: "a Lambda function",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/night-shift-role/night-shift",
          inScopeOf: {
            issuerType: "AWS::Lambda::Function",
            credentialsIssuedTo: "arn:aws:lambda:eu-west-1:111122223333:function:night-shift",
          },
        },
      },
      actor: {
        kind: "workload",
        name: "night-shift",
        via: "Lambda function, role night-shift-role",
      },
    },
    {
      title: "a task",
      record: {
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/cleanup-task-role/7e9894e088ad416eb5cab92af1b2c3d4",
          inScopeOf: {
            issuerType: "AWS::ECS::Task",
            credentialsIssuedTo:
              "arn:aws:ecs:eu-west-1:111122223333:task/prod/7e9894e088ad416eb5cab92af1b2c3d4",
          },
        },
      },
      actor: {
        kind: "workload",
        name: "task 7e9894e088ad416eb5cab92af1b2c3d4",
        via: "ECS task, role cleanup-task-role",
      },
    },
  ],
});

/** `function:NAME`, `task/CLUSTER/ID`: the part that names it; the whole text where it is no ARN. */
function nameOf(holder: string): string {
  const resource = parseArn(holder)?.resource ?? "";
  if (resource.startsWith("task/")) return `task ${resource.split("/").at(-1)}`;
  return resource.split(/[:/]/)[1] || holder;
}
