/**
 * Whether a schedule of Application Auto Scaling fires between two times, both included: `at(2026-11-20T18:00:00)` and
 * `cron(minutes hours day-of-month month day-of-week year)`, in UTC. A `rate(…)` counts from a time that no record shows,
 * and is answered with false.
 *
 * @param from in milliseconds since 1970. At most a few hours before `to`.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export function firesBetween(expression: string, from: number, to: number): boolean {
  const [, kind, inner = ""] = /^\s*(at|cron)\(([^()]{1,200})\)\s*$/.exec(expression) ?? [];
  if (kind === "at") return isBetween(inner.trim(), from, to);
  return kind === "cron" && isAnyMinute(inner.trim().split(/\s+/), from, to);
}

const MINUTE = 60_000;
const LONGEST = 6 * 60 * MINUTE;

function isBetween(text: string, from: number, to: number): boolean {
  const at = Date.parse(text.endsWith("Z") ? text : `${text}Z`);
  return at >= from && at <= to;
}

function isAnyMinute(fields: readonly string[], from: number, to: number): boolean {
  if (fields.length !== 6) return false;
  const first = Math.ceil(Math.max(from, to - LONGEST) / MINUTE) * MINUTE;
  for (let at = first; at <= to; at += MINUTE) {
    if (firesAt(fields, new Date(at))) return true;
  }
  return false;
}

const MONTHS = ["", ..."JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ")];
const DAYS = ["", ..."SUN MON TUE WED THU FRI SAT".split(" ")];

function firesAt([minute, hour, day, month, weekday, year]: readonly string[], at: Date): boolean {
  return (
    fits(minute, at.getUTCMinutes(), 0) &&
    fits(hour, at.getUTCHours(), 0) &&
    fits(day, at.getUTCDate(), 1) &&
    fits(month, at.getUTCMonth() + 1, 1, MONTHS) &&
    fits(weekday, at.getUTCDay() + 1, 1, DAYS) &&
    fits(year, at.getUTCFullYear(), 1970)
  );
}

/** `*`, `?`, `5`, `MON-FRI`, `1,15`, `0/15`; what is not understood (`L`, `W`, `#`) fits nothing. */
function fits(
  field: string | undefined,
  value: number,
  least: number,
  names: readonly string[] = [],
): boolean {
  return (field ?? "").split(",").some((part) => {
    const [span = "", step] = part.split("/");
    const [low = "", high] = span.split("-");
    const any = low === "*" || low === "?";
    const first = any ? least : numberOf(low, names);
    const open = any || step !== undefined;
    const last = high === undefined ? (open ? Infinity : first) : numberOf(high, names);
    const by = step === undefined ? 1 : Number(step);
    return value >= first && value <= last && (value - first) % by === 0;
  });
}

function numberOf(text: string, names: readonly string[]): number {
  const named = names.indexOf(text.toUpperCase());
  return named > 0 ? named : /^\d{1,4}$/.test(text) ? Number(text) : NaN;
}
