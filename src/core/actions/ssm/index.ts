import type { Action } from "../../action.ts";
import { deleteParameter } from "./delete-parameter.ts";
import { putParameter } from "./put-parameter.ts";

/** What of this service lies around an ECS service and can be behind what happens to it. */
export const ssmActions: readonly Action[] = [deleteParameter, putParameter];
