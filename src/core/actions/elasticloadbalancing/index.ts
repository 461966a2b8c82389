import type { Action } from "../../action.ts";
import { deleteListener } from "./delete-listener.ts";
import { deleteTargetGroup } from "./delete-target-group.ts";
import { modifyListener } from "./modify-listener.ts";
import { modifyRule } from "./modify-rule.ts";
import { modifyTargetGroup } from "./modify-target-group.ts";

/** What of this service lies around an ECS service and can be behind what happens to it. */
export const elasticloadbalancingActions: readonly Action[] = [
  deleteListener,
  deleteTargetGroup,
  modifyListener,
  modifyRule,
  modifyTargetGroup,
];
