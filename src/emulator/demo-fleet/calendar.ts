/** The days of November 2026 that the story covers; the last ends at 14:25. */
export const DAYS: readonly number[] = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];

/** Those without Saturdays and Sundays. */
export const WORK_DAYS: readonly number[] = [9, 10, 11, 12, 13, 16, 17, 18, 19, 20];

const END = "2026-11-20T14:23:00Z";

/** A moment of a day: ISO 8601 in UTC. */
export function momentOf(day: number, hour: number, minute: number, second = 0): string {
  const [dd, hh, mm, ss] = [day, hour, minute, second].map((part) => String(part).padStart(2, "0"));
  return `2026-11-${dd ?? ""}T${hh ?? ""}:${mm ?? ""}:${ss ?? ""}Z`;
}

/** Whether something can have happened before the story is told. */
export function isOver(moment: string): boolean {
  return moment < END;
}
