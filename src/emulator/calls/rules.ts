import type { ApiCall } from "../record-writer.ts";
import { ecsArn } from "./service-body.ts";

/** events PutRule: a rule that goes by the clock. */
export function putRule(name: string, scheduleExpression: string): ApiCall {
  return {
    service: "events",
    operation: "PutRule",
    readOnly: false,
    request: () => ({ name, scheduleExpression, state: "ENABLED" }),
    respond: ({ account, region }) => ({
      ruleArn: `arn:aws:events:${region}:${account}:rule/${name}`,
    }),
  };
}

/** events PutTargets: the rule runs one task with this role. */
export function putTaskTarget(
  rule: string,
  target: { readonly cluster: string; readonly taskDefinition: string; readonly role: string },
): ApiCall {
  const { cluster, taskDefinition, role } = target;
  return {
    service: "events",
    operation: "PutTargets",
    readOnly: false,
    request: (scene) => ({
      rule,
      targets: [
        {
          id: rule,
          arn: ecsArn(scene, `cluster/${cluster}`),
          roleArn: `arn:aws:iam::${scene.account}:role/${role}`,
          ecsParameters: {
            taskDefinitionArn: ecsArn(scene, `task-definition/${taskDefinition}`),
            taskCount: 1,
            launchType: "EC2",
          },
        },
      ],
    }),
    respond: () => ({ failedEntryCount: 0, failedEntries: [] }),
  };
}
