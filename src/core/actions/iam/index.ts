import type { Action } from "../../action.ts";
import { attachRolePolicy } from "./attach-role-policy.ts";
import { deleteRole } from "./delete-role.ts";
import { deleteRolePolicy } from "./delete-role-policy.ts";
import { detachRolePolicy } from "./detach-role-policy.ts";
import { putRolePolicy } from "./put-role-policy.ts";

/** What of this service lies around an ECS service and can be behind what happens to it. */
export const iamActions: readonly Action[] = [
  attachRolePolicy,
  deleteRole,
  deleteRolePolicy,
  detachRolePolicy,
  putRolePolicy,
];
