import type { Reading } from "./effect.ts";

/** Whom a service event speaks of, before it says what happened: `(service web, taskSet ecs-svc/1) (task 924c…)`. */
export interface TextSubject {
  readonly service?: string;
  readonly taskSet?: string;
  readonly deployment?: string;
  readonly task?: string;
  readonly instance?: string;
}

/** A text of ECS, cut where it begins to say what happened. */
export interface CutText {
  readonly subject: TextSubject;
  readonly tail: string;
}

// Bounded names and no nested repetition, so that a long text costs no more than its length.
const SERVICE = /^\(service ([^\s(),]{1,255})(?:, taskSet ([^\s()]{1,255}))?\)[\s,]*/;
const BARE_SERVICE = /^service \(?([^\s()]{1,255}?)\)?[\s,]+/;
const REBALANCED = /^([^\s()/]{1,255})\/(ecs-svc\/[^\s()]{1,64}|[^\s()/]{1,255}) (?=has )/;
const PART = /^\((deployment|task ?[sS]et|task|instance|port) ([^\s()]{1,255})\)[\s,]*/;
const TASK_SET = /^task set \(([^\s()]{1,255})\)[\s,]*/;
const TASK = /^task ([^\s()]{1,64})\s+(?=failed )/;

/**
 * Cuts a service event into whom it speaks of and what it says. The prefix differs by message, by era and between API
 * and console: `(service X)`, `(service X, taskSet Y)`, `service X`, `service (X)`, `X/task-set`, then any of
 * `(deployment Y)`, `(task T)`, `(instance i-…)`, `(port N)`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export function cutText(text: string): CutText {
  const start = text.trimStart();
  const head = SERVICE.exec(start) ?? BARE_SERVICE.exec(start) ?? REBALANCED.exec(start);
  if (head === null) return { subject: {}, tail: start };
  const [whole, service = "", taskSet] = head;
  const parts = new Map<string, string>([["service", service]]);
  if (taskSet !== undefined) parts.set("taskset", taskSet);
  const tail = takeParts(start.slice(whole.length), parts);
  return { subject: subjectFrom(parts), tail };
}

function takeParts(text: string, parts: Map<string, string>): string {
  let rest = text;
  for (;;) {
    const part = PART.exec(rest);
    const [whole, kind, name] =
      part ??
      TASK_SET.exec(rest)?.toSpliced(1, 0, "taskset") ??
      TASK.exec(rest)?.toSpliced(1, 0, "task") ??
      [];
    if (whole === undefined || kind === undefined || name === undefined) return rest;
    parts.set(kind.toLowerCase().replace(" ", ""), name);
    rest = rest.slice(whole.length);
  }
}

function subjectFrom(parts: ReadonlyMap<string, string>): TextSubject {
  const [service, taskSet, deployment, task, instance] = [
    "service",
    "taskset",
    "deployment",
    "task",
    "instance",
  ].map((name) => parts.get(name));
  return {
    ...(service !== undefined && { service }),
    ...(taskSet !== undefined && { taskSet }),
    ...(deployment !== undefined && { deployment }),
    ...(task !== undefined && { task }),
    ...(instance !== undefined && { instance }),
  };
}

/** What a family makes of a text, without the family's id. */
export type Told = Omit<Reading, "family">;

/** A reading with what the subject says already; `tasks` may be added to. */
export function tell(
  subject: TextSubject,
  told: Pick<Told, "says" | "caller"> & Partial<Told>,
): Told {
  const { task, taskSet, deployment, instance } = subject;
  const tasks = [...(task === undefined ? [] : [task]), ...(told.tasks ?? [])];
  return {
    ...(deployment !== undefined && { deployment }),
    ...(taskSet !== undefined && { taskSet }),
    ...(instance !== undefined && { instance }),
    ...told,
    tasks: [...new Set(tasks)],
  };
}

const TASKS = /\(task ([^\s()]{1,255})\)|\btask ([0-9a-f-]{32,36})(?![^\s.,)])/g;
const AFTER_COLON = /:\s*([0-9a-f-]{32,36}(?:[\s,]+[0-9a-f-]{32,36})*)\.?\s*$/;

/** The tasks that a text names: `(task 924c…) (task 04df…)`, or bare ids after a colon. */
export function tasksIn(text: string): readonly string[] {
  const named = [...text.matchAll(TASKS)].flatMap(([, one, other]) => one ?? other ?? []);
  if (named.length > 0) return [...new Set(named)];
  const listed = AFTER_COLON.exec(text.slice(-20_000))?.[1];
  return listed === undefined ? [] : [...new Set(listed.split(/[\s,]+/))];
}

/** `1 task`, `2 tasks`. */
export function counted(count: string, noun: string): string {
  return `${count} ${noun}${count === "1" ? "" : "s"}`;
}

/** The reason at the end of a text: `Health checks failed with these codes: [502]`. */
export function reasonIn(text: string): string | undefined {
  const [, bracketed] = cutAt(text, "due to (reason ");
  if (bracketed !== undefined) return withoutEnd(withoutEnd(bracketed, "."), ")");
  const [, bare] = cutAt(text, "due to ");
  return bare === undefined ? undefined : withoutEnd(bare, ".");
}

/** The texts before and after a mark; nothing after where it does not stand there. */
function cutAt(text: string, mark: string): readonly [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}

function withoutEnd(text: string, end: string): string {
  const trimmed = text.trimEnd();
  return trimmed.endsWith(end) ? trimmed.slice(0, -end.length) : trimmed;
}
