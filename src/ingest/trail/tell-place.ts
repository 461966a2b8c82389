import type { Coverage } from "../../core/coverage.ts";
import { intervalOf, subtractSpans, type Span } from "../event-history/spans.ts";
import { textOf, type Trouble } from "../event-history/stretch.ts";
import type { TrailPlace } from "./find-places.ts";
import type { LostStretch } from "./losses.ts";
import { DAY, HOUR, MINUTE } from "./trail-key.ts";

/** How the reading of a place ended; times are seconds since 1970. */
export interface PlaceEnd {
  readonly place: TrailPlace;
  readonly uri: string;
  readonly lag: number;
  /** The window, not beyond now. */
  readonly whole: Span;
  readonly now: number;
  /** Before this, nothing more is delivered. */
  readonly closed: number;
  readonly losses: readonly LostStretch[];
  /** What was not read, and why. */
  readonly unreached: readonly Span[];
  readonly unread: Trouble | undefined;
  /** Where nothing was delivered, and nothing tells that the trail was on. */
  readonly silent: readonly Span[];
  /** When the oldest and the newest file were delivered, where that is known. */
  readonly oldest: number | undefined;
  readonly newest: number | undefined;
}

/** CloudTrail delivers within 5 minutes on average; of 37,000 real records none came later than 10. */
const USUAL_DELAY = 15 * MINUTE;

/** What was and was not seen of a place: nothing of the window is left out. */
export function placeCoverage(end: PlaceEnd): readonly Coverage[] {
  const { whole } = end;
  const told: Coverage[] = [];
  let left: readonly Span[] = [whole];
  for (const { from, to, ...trouble } of stretchesOf(end)) {
    const outside = subtractSpans(left, [{ from, to }]);
    for (const part of subtractSpans(left, outside)) told.push(row(end, part, trouble));
    left = outside;
  }
  return told.toSorted((one, other) => (one.from < other.from ? -1 : 1));
}

/** The first that speaks of a moment tells it. */
function stretchesOf(end: PlaceEnd): readonly LostStretch[] {
  const { whole, losses, unreached, unread, silent, oldest, lag } = end;
  const started = oldest ?? whole.from;
  const before = {
    from: whole.from,
    to: Math.min(started, whole.to),
    state: "partial" as const,
    note: "no log file reaches back so far: the trail began later, or older files were deleted",
  };
  const fresh = freshFrom(end);
  return [
    ...losses,
    before,
    ...unreached.map((span) => ({ ...span, ...(unread ?? NOT_READ) })),
    ...silent.map((span) => ({ ...span, state: "partial" as const, note: silenceNote(span) })),
    {
      from: fresh,
      to: whole.to,
      state: "fresh",
      note: freshNote(end),
    },
    { ...whole, state: "seen", note: `with files delivered up to ${lagLabel(lag)} later` },
  ];
}

const NOT_READ: Trouble = { state: "not-asked", note: "not read" };

/**
 * The last minutes where files keep coming, which is the same for all such places; else what came since the newest file,
 * for it may be late.
 */
function freshFrom({ whole, closed, newest, now }: PlaceEnd): number {
  if (whole.to <= closed) return whole.to;
  const settled = now - USUAL_DELAY;
  const keepsComing = newest !== undefined && newest >= settled - USUAL_DELAY;
  return Math.min(whole.to, Math.max(closed, keepsComing ? settled : (newest ?? closed)));
}

function freshNote({ newest, now }: PlaceEnd): string {
  if (newest === undefined || newest >= now - 2 * USUAL_DELAY)
    return "files may still be on their way";
  return `files may still be on their way; the newest is of ${textOf(newest)}`;
}

function silenceNote({ from }: Span): string {
  return `no log file since ${textOf(from)}: nothing was recorded, or the trail no longer delivers here`;
}

function lagLabel(lag: number): string {
  if (lag % DAY === 0) return `${String(lag / DAY)} d`;
  return lag % HOUR === 0 ? `${String(lag / HOUR)} h` : `${String(Math.round(lag / MINUTE))} min`;
}

function row(
  { place: { account, region }, uri: source }: PlaceEnd,
  span: Span,
  trouble: Trouble,
): Coverage {
  const { state, note } = trouble;
  const told = note === undefined ? { state } : { state, note };
  return { ...intervalOf(span), account, region, source, selector: "everything", ...told };
}
