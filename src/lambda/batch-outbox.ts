import type { Outbox, Parcel } from "../core/outbox.ts";

/** A parcel of one batch, and what became of it. */
export interface BatchParcel {
  readonly parcel: Parcel;
  /** What it is claimed by in the table, one for each finding. */
  readonly claims: readonly string[];
  state: "waiting" | "delivered" | "failed";
}

/** The last attempt that a sink may refuse: what it refuses here is left to the queue, which tries again later. */
const LAST_ATTEMPT = 2;

/** The parcels of one batch as a deliverer takes them: each is tried once. Between batches the queue is the memory. */
export class BatchOutbox implements Outbox {
  readonly #parcels: readonly BatchParcel[];

  constructor(parcels: readonly BatchParcel[]) {
    this.#parcels = parcels;
  }

  get waiting(): number {
    return this.#parcels.filter(({ state }) => state === "waiting").length;
  }

  take(sink: string): Parcel | undefined {
    const found = this.#parcels.find((one) => one.state === "waiting" && one.parcel.sink === sink);
    return found && { ...found.parcel, attempts: LAST_ATTEMPT };
  }

  delivered(parcel: Parcel): void {
    this.#set(parcel, "delivered");
  }

  failed(parcel: Parcel): void {
    this.#set(parcel, "failed");
  }

  refused(parcel: Parcel): void {
    this.#set(parcel, "failed");
  }

  retryRefused(): number {
    return 0;
  }

  nextDue(): undefined {
    return undefined;
  }

  sweep(): void {
    // Nothing is kept.
  }

  tallies(): readonly [] {
    return [];
  }

  #set({ sink, key }: Parcel, state: BatchParcel["state"]): void {
    const found = this.#parcels.find(({ parcel }) => parcel.sink === sink && parcel.key === key);
    if (found) found.state = state;
  }
}
