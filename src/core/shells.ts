import type { Actor, Possibility } from "./actor.ts";
import { parseArn } from "./arn.ts";
import type { Handled } from "./handle.ts";
import { accountOf, citeIn, evidenceOf, gradeOf, lookupsBefore, weakest } from "./join-records.ts";
import { objectIn, textIn } from "./json-fields.ts";
import type { CloudTrailRecord } from "./record.ts";
import type { Acted } from "./starter.ts";

/** The session of a task's role is named after the task. */
const TASK = /^[0-9a-f]{32}$/;
const OPENS = "ExecuteCommand";
/** A shell whose end no record shows is counted for so long: no limit of AWS's is known to us. */
const HOURS = 24;

/** Ends of sessions of Systems Manager, through which ECS Exec runs. */
export const sessionEnds: Handled = {
  eventSources: ["ssm.amazonaws.com"],
  eventNames: ["TerminateSession"],
  handles: ({ errorCode, requestParameters = {} }) => {
    const id = errorCode === undefined ? textIn(requestParameters, "sessionId") : undefined;
    return id?.startsWith("ecs-execute-command-") ? [{ kind: "exec-session", name: id }] : [];
  },
};

/**
 * A task as before, with those who had a shell in it when it made the call: whoever has one holds the task's credentials.
 * The task's id joins them, and no record tells who typed: a possibility, never a fact.
 */
export function withShells(
  actor: Actor,
  { record, archive, identify }: Pick<Acted, "record" | "archive" | "identify">,
): Actor {
  const task = actor.kind === "workload" ? taskOf(actor, record) : undefined;
  if (task === undefined) return actor;
  const shells = shellsIn(task, archive);
  const possibly = shells.flatMap((shell) => possibilityOf(shell, record, archive, identify) ?? []);
  const gaps = actor.gaps.filter(({ unknown }) => !unknown.includes("shell in the task"));
  if (possibly.length > 0) return { ...actor, possibly, gaps };
  const lookups = lookupsBefore(record, [OPENS], HOURS);
  const open = actor.gaps.filter((gap) => !gaps.includes(gap));
  return {
    ...actor,
    gaps: [...gaps, ...open.map((gap) => ({ ...gap, ...(lookups.length > 0 && { lookups }) }))],
  };
}

interface Task {
  readonly id: string;
  readonly account?: string;
}

/** The task whose role's session called, or began the chain of roles that did. */
function taskOf(actor: Actor, { userIdentity }: CloudTrailRecord): Task | undefined {
  const sessions = [userIdentity.arn ?? "", ...actor.through.map(({ principal }) => principal)];
  const named = /^task ([0-9a-f]{32})$/.exec(actor.name)?.[1] ?? actor.session ?? "";
  if (!TASK.test(named)) return undefined;
  const arn = sessions.map(parseArn).find((each) => each?.resource.endsWith(`/${named}`));
  return { id: named, ...(arn !== undefined && arn.account !== "" && { account: arn.account }) };
}

/** The task may call in any region; its id is one of a kind, and its role is of its own account. */
function shellsIn({ id, account }: Task, archive: Acted["archive"]): readonly CloudTrailRecord[] {
  return archive
    .find({ kind: "task", name: id }, account === undefined ? {} : { account })
    .filter(({ eventName, errorCode, eventSource }) => {
      return eventName === OPENS && errorCode === undefined && eventSource === "ecs.amazonaws.com";
    });
}

function possibilityOf(
  shell: CloudTrailRecord,
  record: CloudTrailRecord,
  archive: Acted["archive"],
  identify: Acted["identify"],
): Possibility | undefined {
  const { requestParameters = {}, responseElements = {} } = shell;
  const id = textIn(objectIn(responseElements, "session"), "sessionId");
  const account = accountOf(shell);
  const end =
    id === undefined ? undefined : archive.find({ kind: "exec-session", name: id }, { account })[0];
  const to = end?.eventTime ?? hoursAfter(shell.eventTime);
  if (shell.eventTime > record.eventTime || to < record.eventTime) return undefined;
  const who = identify(shell);
  const command = textIn(requestParameters, "command");
  const until =
    end === undefined ? `no record shows when it closed: counted for ${HOURS} hours` : "";
  return {
    who: { ...who, evidence: evidenceOf(shell, who), grade: weakest([gradeOf(who)]) ?? "claimed" },
    during: { from: shell.eventTime, to },
    why: `opened a shell in the task with ECS Exec${until === "" ? "" : `; ${until}`}`,
    evidence: [
      citeIn(
        shell,
        "requestParameters.task",
        textIn(requestParameters, "task") ?? "",
        "proven",
        "the task that called",
      ),
      ...(command === undefined
        ? []
        : [citeIn(shell, "requestParameters.command", command, "proven", "what was run in it")]),
      ...(end === undefined
        ? []
        : [citeIn(end, "eventName", end.eventName, "proven", "the end of the shell")]),
    ],
  };
}

function hoursAfter(time: string): string {
  const at = Date.parse(time);
  return Number.isNaN(at)
    ? time
    : `${new Date(at + HOURS * 3_600_000).toISOString().slice(0, 19)}Z`;
}
