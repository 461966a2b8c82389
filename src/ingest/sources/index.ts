import type { SourceKind } from "../source.ts";
import { eventHistory } from "./event-history.ts";
import { files } from "./files.ts";

/** Every kind of source that records can be read from. */
export const sources: readonly SourceKind[] = [eventHistory, files];
