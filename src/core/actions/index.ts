import type { Action } from "../action.ts";
import { ecsActions } from "./ecs/index.ts";

/** Every API operation that TaskTrail knows how to read, service by service. */
export const actions: readonly Action[] = [...ecsActions];
