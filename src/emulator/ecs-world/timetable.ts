import type { EcsMark } from "../ecs-world.ts";

interface Step {
  readonly at: number;
  readonly take: () => void;
  readonly mark: MarkDraft | undefined;
}

/** A mark while it is being told. */
interface MarkDraft {
  readonly at: number;
  readonly tasks: string[];
  readonly messages: string[];
  deployment?: string;
}

/** What happens when, and what follows from it. */
export class Timetable {
  readonly #marks = new Map<string, MarkDraft>();
  #steps: Step[] = [];
  /** What the step at hand belongs to. */
  protected mark: MarkDraft | undefined;
  /** Milliseconds since 1970. */
  now = 0;

  /** Does something at a moment, and what follows from it, under a name. */
  at(at: number, take: () => void, mark?: string): void {
    const draft: MarkDraft | undefined =
      mark === undefined ? undefined : { at, tasks: [], messages: [] };
    if (mark !== undefined && draft) this.#marks.set(mark, draft);
    this.#steps.push({ at, take, mark: draft });
  }

  /** Does something some seconds from now, because of what happens now. */
  later(seconds: number, take: () => void): void {
    this.#steps.push({ at: this.now + seconds * 1000, take, mark: this.mark });
  }

  /** Takes all steps in order. */
  run(): void {
    let waiting = this.#steps.toSorted((one, other) => one.at - other.at);
    this.#steps = [];
    while (waiting.length > 0) {
      const [step, ...rest] = waiting;
      if (!step) break;
      this.now = step.at;
      this.mark = step.mark;
      step.take();
      waiting = this.#steps.length === 0 ? rest : merge(rest, this.#steps);
      this.#steps = [];
    }
  }

  marked(): ReadonlyMap<string, EcsMark> {
    return new Map(
      [...this.#marks].map(([name, { at, ...mark }]) => [
        name,
        { at: new Date(at).toISOString(), ...mark },
      ]),
    );
  }

  /** Notes which deployment the mark at hand is about. */
  about(deployment: string): void {
    if (this.mark) this.mark.deployment ??= deployment;
  }
}

/** Both in the order of time; what was planned first comes first. */
function merge(planned: Step[], added: readonly Step[]): Step[] {
  for (const step of added) {
    const place = planned.findLastIndex(({ at }) => at <= step.at);
    planned.splice(place + 1, 0, step);
  }
  return planned;
}
