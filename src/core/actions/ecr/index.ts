import type { Action } from "../../action.ts";
import { batchDeleteImage } from "./batch-delete-image.ts";
import { putImage } from "./put-image.ts";

/** What of this service lies around an ECS service and can be behind what happens to it. */
export const ecrActions: readonly Action[] = [batchDeleteImage, putImage];
