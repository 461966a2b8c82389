import { Deliverer, type SinkNews } from "../alert/deliver.ts";
import { rankOf } from "../alert/notice.ts";
import type { OpenedSink } from "../alert/open-sink.ts";
import type { Posting } from "../core/outbox.ts";
import type { CloudTrailRecord } from "../core/record.ts";
import { BatchOutbox, type BatchParcel } from "./batch-outbox.ts";
import { judgeRecords, placeTouched, type Judged } from "./judge-records.ts";
import type { OnceTable } from "./once-table.ts";
import { readBatch, type Batch } from "./read-batch.ts";
import type { LambdaSettings } from "./settings.ts";

/** What the function works with. */
export interface HandlerOptions {
  readonly settings: LambdaSettings;
  readonly table: OnceTable;
  readonly sinks: readonly OpenedSink[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** One line of the function's log. Nothing of a record stands in it but ids. */
  readonly log: (entry: object) => void;
}

/** The messages that the queue must deliver again. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Makes the function that Lambda calls, with an event of EventBridge's or a batch of SQS's. A finding leaves once through
 * each sink, whatever runs beside it and however often a queue delivers; what could not be sent is asked for again.
 *
 * @returns the failed messages of a batch. For a single event it throws instead, so that Lambda tries again.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function createHandler(options: HandlerOptions): (event: unknown) => Promise<BatchResponse> {
  return async (event) => {
    const batch = readBatch(event);
    const failed = new Set(batch.unreadable.map(({ message }) => message));
    for (const { message, reason } of batch.unreadable)
      options.log({ unreadable: message, reason });
    const judged = await judge(batch, options);
    const undelivered = await deliver(judged, options);
    for (const eventID of undelivered) {
      for (const message of batch.messagesOf(eventID)) failed.add(message);
    }
    const findings = judged.reduce((sum, { postings }) => sum + postings.length, 0);
    options.log({ records: judged.length, findings, failed: failed.size });
    if (!batch.isQueue && failed.size > 0) throw new Error("not delivered; Lambda will try again");
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

async function judge(batch: Batch, options: HandlerOptions): Promise<readonly Judged[]> {
  const { settings, sinks, now } = options;
  const { records } = batch;
  const places = [...new Set(records.flatMap((record) => placeTouched(record) ?? []))];
  const earlier = await recall(places, options);
  const { judged, past } = judgeRecords(records, earlier, settings, {
    today: new Date(now()).toISOString().slice(0, 10),
    sinksFor: (severity) =>
      sinks
        .filter(({ atLeast }) => rankOf(severity) >= atLeast)
        .map(({ name, updates }) => ({ name, updates })),
  });
  await remember(past, options);
  return judged;
}

/** Without what was there before a finding still leaves: only its `before` is missing. */
async function recall(
  places: readonly string[],
  { table, log }: HandlerOptions,
): Promise<readonly CloudTrailRecord[]> {
  const found = await Promise.allSettled(places.map((place) => table.recall(place)));
  return found.flatMap((one) => {
    if (one.status === "fulfilled") return one.value ?? [];
    log({ notRecalled: String(one.reason) });
    return [];
  });
}

async function remember(
  past: ReadonlyMap<string, CloudTrailRecord>,
  { table, now, log }: HandlerOptions,
): Promise<void> {
  const kept = [...past].map(([place, record]) => table.remember(place, record, now()));
  for (const one of await Promise.allSettled(kept)) {
    if (one.status === "rejected") log({ notRemembered: String(one.reason) });
  }
}

/** @returns the ids of the records of which something could not be sent. */
async function deliver(
  judged: readonly Judged[],
  options: HandlerOptions,
): Promise<ReadonlySet<string>> {
  const { table, sinks, now, log } = options;
  const undelivered = new Set<string>();
  const parcels = await claimAll(judged, options, undelivered);
  const outbox = new BatchOutbox(parcels.map(({ batch }) => batch));
  const deliverer = new Deliverer({
    outbox,
    sinks,
    clock: { now, sleep: async () => undefined },
    tell: (news: SinkNews) =>
      log({ sink: news.sink, ...("reason" in news && { failed: news.reason }) }),
  });
  // A sink is given up at its first failure; one that refused a single message may take the next.
  for (let before = Infinity; outbox.waiting > 0 && outbox.waiting < before;) {
    before = outbox.waiting;
    await deliverer.flush();
  }
  for (const { batch, eventIDs } of parcels) {
    if (batch.state !== "delivered") for (const eventID of eventIDs) undelivered.add(eventID);
  }
  const settled = parcels.flatMap(({ batch: { state, claims } }) =>
    claims.map((id) => (state === "delivered" ? table.sent(id) : table.release(id))),
  );
  for (const one of await Promise.allSettled(settled)) {
    if (one.status === "rejected") log({ notSettled: String(one.reason) });
  }
  return undelivered;
}

interface Claimed {
  readonly batch: BatchParcel;
  readonly eventIDs: readonly string[];
}

interface Item {
  readonly posting: Posting;
  readonly eventID: string;
}

/** One parcel for each group and sink, of those findings that nobody has sent or is sending. */
async function claimAll(
  judged: readonly Judged[],
  options: HandlerOptions,
  undelivered: Set<string>,
): Promise<readonly Claimed[]> {
  const groups = new Map<string, { readonly sink: string; readonly items: Item[] }>();
  for (const { record, postings } of judged) {
    for (const posting of postings) {
      for (const { name: sink } of posting.sinks) {
        const name = JSON.stringify([sink, posting.key]);
        const group = groups.get(name) ?? { sink, items: [] };
        group.items.push({ posting, eventID: record.eventID });
        groups.set(name, group);
      }
    }
  }
  const claimed = await Promise.all(
    [...groups.values()].map(({ sink, items }) => claimGroup(sink, items, options, undelivered)),
  );
  return claimed.flatMap((one) => one ?? []);
}

async function claimGroup(
  sink: string,
  items: readonly Item[],
  { table, now }: HandlerOptions,
  undelivered: Set<string>,
): Promise<Claimed | undefined> {
  const asked = await Promise.allSettled(
    items.map(({ posting }) => table.claim(claimID(sink, posting), now())),
  );
  const ours: Item[] = [];
  let isRepeat = false;
  for (const [index, one] of asked.entries()) {
    const item = items[index];
    if (item === undefined || (one.status === "fulfilled" && one.value.kind === "sent")) continue;
    if (one.status === "fulfilled" && one.value.kind === "ours") {
      ours.push(item);
      isRepeat ||= one.value.isRepeat;
    } else {
      undelivered.add(item.eventID);
    }
  }
  const [first] = ours;
  if (first === undefined) return undefined;
  return {
    batch: {
      parcel: parcelOf(sink, first, ours, isRepeat),
      claims: ours.map(({ posting }) => claimID(sink, posting)),
      state: "waiting",
    },
    eventIDs: ours.map(({ eventID }) => eventID),
  };
}

function claimID(sink: string, { finding }: Posting): string {
  return `sent#${sink}#${finding}`;
}

/** Findings of one key within ten minutes belong together, whichever run of the function sends them. */
const GROUP_MS = 600_000;

function parcelOf(
  sink: string,
  first: Item,
  items: readonly Item[],
  isRepeat: boolean,
): BatchParcel["parcel"] {
  const worst = items.reduce(
    (one, other) => (other.posting.rank > one.posting.rank ? other : one),
    first,
  );
  const times = items.map(({ posting }) => posting.at).toSorted();
  const [firstAt = first.posting.at] = times;
  return {
    group: Math.floor(Date.parse(firstAt) / GROUP_MS) || 0,
    sink,
    key: first.posting.key,
    notice: worst.posting.notice,
    rank: worst.posting.rank,
    count: items.length,
    toldCount: 0,
    toldRank: 0,
    firstAt,
    lastAt: times.at(-1) ?? firstAt,
    eventIDs: [...new Set(items.flatMap(({ posting }) => posting.eventIDs))].slice(0, 50),
    attempts: 0,
    isRepeat,
  };
}
