import type { JsonObject } from "../../core/record.ts";
import type { EcsThing } from "../ecs-world.ts";

type Open = Omit<EcsThing, "until"> & { until?: number };

/** Keeps every version of every thing: a new one ends the one before it. */
export class Chronicle {
  readonly #things: Open[] = [];
  readonly #latest = new Map<string, Open>();

  get things(): readonly EcsThing[] {
    return this.#things;
  }

  /** @param until when ECS forgets it, where that is known already. */
  put(thing: Omit<EcsThing, "until">, until?: number): void {
    const key = keyOf(thing);
    const before = this.#latest.get(key);
    if (before && before.until === undefined) before.until = thing.from;
    const open: Open = { ...thing, ...(until !== undefined && { until }) };
    this.#things.push(open);
    this.#latest.set(key, open);
  }

  end({ kind, id }: Pick<EcsThing, "kind" | "id">, at: number): void {
    const open = this.#latest.get(keyOf({ kind, id }));
    if (open && open.until === undefined) open.until = at;
  }

  latest({ kind, id }: Pick<EcsThing, "kind" | "id">): JsonObject | undefined {
    return this.#latest.get(keyOf({ kind, id }))?.body;
  }
}

function keyOf({ kind, id }: Pick<EcsThing, "kind" | "id">): string {
  return `${kind} ${id}`;
}
