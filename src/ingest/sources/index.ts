import type { SourceKind } from "../source.ts";
import { ecsApi } from "./ecs-api.ts";
import { eventHistory } from "./event-history.ts";
import { files } from "./files.ts";
import { sqs } from "./sqs.ts";
import { trailBucket } from "./trail-bucket.ts";

/** Every kind of source that records can be read from. */
export const sources: readonly SourceKind[] = [ecsApi, eventHistory, files, trailBucket, sqs];
