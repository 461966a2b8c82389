import type { JsonObject } from "../../core/record.ts";
import type { ApiCall } from "../record-writer.ts";
import { uuidOf } from "../stable-ids.ts";
import type { Place } from "../stage.ts";

/** A stack of CloudFormation that was made with a role of its own. */
export interface Stack extends Place {
  readonly name: string;
  /** The name of the role that CloudFormation makes the stack's calls with. */
  readonly role: string;
}

const CHANGE_SET = "cdk-deploy-change-set";

/** cloudformation CreateChangeSet, as `cdk deploy` asks for it: nothing happens yet. */
export function createChangeSet(stack: Stack, type: "CREATE" | "UPDATE"): ApiCall {
  return {
    service: "cloudformation",
    operation: "CreateChangeSet",
    readOnly: false,
    request: ({ key }) => ({
      stackName: stack.name,
      changeSetName: CHANGE_SET,
      changeSetType: type,
      clientToken: `create${uuidOf(key)}`,
      description: `CDK Changeset for execution ${uuidOf(key)}`,
      roleARN: `arn:aws:iam::${stack.account}:role/${stack.role}`,
      capabilities: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
      parameters: [],
      tags: [],
    }),
    respond: ({ key }) => ({
      id: arnOf(stack, `changeSet/${CHANGE_SET}/${uuidOf(`${key}/change-set`)}`),
      stackId: stackID(stack),
    }),
  };
}

/** cloudformation ExecuteChangeSet: now it happens. It is answered with nothing, and names no role. */
export function executeChangeSet(stack: Stack): ApiCall {
  return {
    service: "cloudformation",
    operation: "ExecuteChangeSet",
    readOnly: false,
    request: ({ key }) => ({
      stackName: stack.name,
      changeSetName: CHANGE_SET,
      clientRequestToken: `exec${uuidOf(key)}`,
    }),
  };
}

/** The tags that CloudFormation puts on what it makes for a stack, in ECS's spelling. */
export function stackTags(stack: Stack, logicalID: string): readonly JsonObject[] {
  return [
    { key: "aws:cloudformation:stack-name", value: stack.name },
    { key: "aws:cloudformation:logical-id", value: logicalID },
    { key: "aws:cloudformation:stack-id", value: stackID(stack) },
  ];
}

function stackID(stack: Stack): string {
  return arnOf(stack, `stack/${stack.name}/${uuidOf(`${stack.account}/${stack.name}`)}`);
}

function arnOf({ account, region }: Place, rest: string): string {
  return `arn:aws:cloudformation:${region}:${account}:${rest}`;
}
