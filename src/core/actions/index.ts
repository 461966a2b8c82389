import type { Action } from "../action.ts";
import { createCluster } from "./ecs/create-cluster.ts";
import { createService } from "./ecs/create-service.ts";
import { deleteCluster } from "./ecs/delete-cluster.ts";
import { deleteService } from "./ecs/delete-service.ts";
import { executeCommand } from "./ecs/execute-command.ts";
import { registerTaskDefinition } from "./ecs/register-task-definition.ts";
import { runTask } from "./ecs/run-task.ts";
import { stopTask } from "./ecs/stop-task.ts";
import { updateService } from "./ecs/update-service.ts";

/** Every API operation that TaskTrail knows how to read. */
export const actions: readonly Action[] = [
  createCluster,
  createService,
  deleteCluster,
  deleteService,
  executeCommand,
  registerTaskDefinition,
  runTask,
  stopTask,
  updateService,
];
