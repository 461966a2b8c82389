import type { Action } from "../../action.ts";
import { deleteSecret } from "./delete-secret.ts";
import { putSecretValue } from "./put-secret-value.ts";
import { rotateSecret } from "./rotate-secret.ts";
import { updateSecret } from "./update-secret.ts";

/** What of this service lies around an ECS service and can be behind what happens to it. */
export const secretsmanagerActions: readonly Action[] = [
  deleteSecret,
  putSecretValue,
  rotateSecret,
  updateSecret,
];
