import type { Actor } from "./actor.ts";
import type { Archive } from "./handle.ts";
import { cite } from "./principal.ts";
import type { CloudTrailRecord } from "./record.ts";

const TASK = /^[0-9a-f]{32}$/;

/**
 * A session named like a task is a claim, until a record of ECS's in the same account knows a task of that id: then it is
 * an inference, for the id is one of a kind but whoever may assume the role may use it too.
 */
export function confirmTask(record: CloudTrailRecord, actor: Actor, archive: Archive): Actor {
  const { session = "", account = "", grade } = actor;
  if (actor.kind !== "workload" || grade !== "claimed" || !TASK.test(session)) return actor;
  const search = { limit: 1, ...(account !== "" && { account }) };
  const [known] = archive.find({ kind: "task", name: session }, search);
  if (known === undefined || known.eventSource !== "ecs.amazonaws.com") return actor;
  if (known.eventID === record.eventID) return actor;
  const says = "ECS knows a task of this id in the account";
  return {
    ...actor,
    grade: "inferred",
    via: actor.via.replace(/, claimed$/, ""),
    evidence: [
      ...actor.evidence,
      { ...cite("eventName", known.eventName, "inferred", says), eventID: known.eventID },
    ],
  };
}
