import type { Format } from "../format.ts";
import { csv } from "./csv.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";
import { ndjson } from "./ndjson.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

/** Every format, the default first. */
export const formats: readonly Format[] = [text, json, ndjson, csv, markdown, sarif];
