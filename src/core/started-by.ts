import { listIn, objectsIn, textIn } from "./json-fields.ts";
import type { CloudTrailRecord } from "./record.ts";

/** Services cut `startedBy` to this length: `chronos-schedule/gold-coast-data-lak`. Seen in real tasks. */
const LONGEST = 36;

/** What the tasks of a RunTask or StartTask say about who started them, and where it stands. */
export function startedByIn(
  record: CloudTrailRecord,
): { readonly field: string; readonly value: string } | undefined {
  const { requestParameters = {}, responseElements = {} } = record;
  const asked = textIn(requestParameters, "startedBy");
  if (asked !== undefined) return { field: "requestParameters.startedBy", value: asked };
  const [task] = objectsIn(responseElements, "tasks");
  const answered = task && textIn(task, "startedBy");
  return answered === undefined
    ? undefined
    : { field: "responseElements.tasks[0].startedBy", value: answered };
}

/** How a service writes a name of its own into `startedBy`: behind a prefix, and cut. */
export function cutName(prefix: string, name: string): string {
  return `${prefix}${name}`.slice(0, LONGEST).slice(prefix.length);
}

/** The name that stands behind a prefix, and whether it may have been cut. */
export function nameAfter(
  prefix: string,
  startedBy: string | undefined,
): { readonly name: string; readonly isCut: boolean } | undefined {
  if (startedBy === undefined || !startedBy.startsWith(prefix)) return undefined;
  const name = startedBy.slice(prefix.length);
  return name === "" ? undefined : { name, isCut: startedBy.length === LONGEST };
}

/** Whether any text of a request that its author chose freely says exactly this. */
export function saysAnywhere(
  record: CloudTrailRecord,
  text: (value: string) => boolean,
): string | undefined {
  const { requestParameters = {} } = record;
  const tags = objectsIn(requestParameters, "tags").map((tag) => textIn(tag, "value"));
  const all = ["startedBy", "group", "referenceId"].map((name) => textIn(requestParameters, name));
  const more = listIn(requestParameters, "tags").length > 50 ? [] : tags;
  return [...all, ...more].find((value) => value !== undefined && text(value));
}
