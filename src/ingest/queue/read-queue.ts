import { setTimeout as wait } from "node:timers/promises";
import { OperatorError } from "../../core/errors.ts";
import { failureError } from "../aws/failure.ts";
import { persist, type Attempted } from "../aws/persist.ts";
import type { Page, ReadRequest, SourceSettings } from "../source.ts";
import { openFetcher, type ObjectFetcher } from "./object-fetcher.ts";
import type { QueueAddress } from "./queue-address.ts";
import { connect, type DeadLetters, type QueueClient, type QueueMessage } from "./queue-client.ts";
import { readMessage } from "./read-message.ts";

/** SQS waits at most so long for a message: an answer with none costs as much as one with ten. */
const LONG_POLL_SECONDS = 20;
const TIMEOUT_MS = 30_000;
/** Two receives on their way, so that the queue is asked while messages are worked on. */
const RECEIVERS = 2;
/** After AWS has failed persistently. */
const REST_MS = 15_000;
/** A poison message is told once for each time it comes, but not for ever. */
const MOST_TOLD = 3;

/**
 * Reads a queue until the signal says so. A message is removed when its page is settled, and only if all of it could be
 * read: what could not is told and left to the queue's redrive policy, and blocks nothing.
 *
 * @throws OperatorError where the queue cannot be read at all.
 */
export async function* readQueue(
  address: QueueAddress,
  settings: SourceSettings,
  request: ReadRequest,
): AsyncGenerator<Page> {
  const { follow, signal } = request;
  if (follow === undefined) {
    throw new OperatorError("bad-argument", "A queue can only be watched, not asked.", {
      hint: "Reading takes messages away. Use tasktrail watch sqs://…, then ask the ledger.",
    });
  }
  const stop = new AbortController();
  const ended = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const client = await connect(address, settings);
  const fetcher = openFetcher(settings);
  const reader = new QueueReader(address, client, fetcher, ended, settings);
  try {
    yield tellDeadLetters(await client.askDeadLetters(ended), address);
    yield* follow === "forever" ? reader.follow() : reader.drain();
  } finally {
    stop.abort();
    await fetcher.close();
  }
}

function tellDeadLetters(letters: DeadLetters, { name }: QueueAddress): Page {
  const says: Record<DeadLetters["kind"], string> = {
    queue: `messages that cannot be read go to the dead-letter queue of ${name}`,
    none: `${name} has no dead-letter queue: messages that cannot be read come back until they expire`,
    "not-known": `whether ${name} has a dead-letter queue may not be asked (sqs:GetQueueAttributes)`,
  };
  return { records: [], unreadable: [], progress: says[letters.kind] };
}

class QueueReader {
  readonly #address: QueueAddress;
  readonly #client: QueueClient;
  readonly #fetcher: ObjectFetcher;
  readonly #signal: AbortSignal;
  readonly #sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;

  constructor(
    address: QueueAddress,
    client: QueueClient,
    fetcher: ObjectFetcher,
    signal: AbortSignal,
    { sleep }: SourceSettings,
  ) {
    this.#address = address;
    this.#client = client;
    this.#fetcher = fetcher;
    this.#signal = signal;
    this.#sleep = sleep ?? ((ms, ended) => wait(ms, undefined, { signal: ended }));
  }

  /** Until nothing is there. */
  async *drain(): AsyncGenerator<Page> {
    for (;;) {
      const messages = this.#takeOutput(await this.#receive(1), "sqs:ReceiveMessage");
      if (messages.length === 0) return;
      yield* this.#read(messages);
    }
  }

  /** Until the signal says so. */
  async *follow(): AsyncGenerator<Page> {
    const underWay = Array.from({ length: RECEIVERS }, () => this.#start());
    let hasRead = false;
    while (!this.#signal.aborted) {
      const tagged = underWay.map(async (one, lane) => ({ lane, attempted: await one }));
      const { lane, attempted } = await Promise.race(tagged);
      if ("failure" in attempted && hasRead && isPassing(attempted.failure.kind)) {
        yield {
          records: [],
          unreadable: [],
          progress: `waiting for AWS: ${attempted.failure.said}`,
        };
        await this.#sleep(REST_MS, this.#signal);
        underWay[lane] = this.#start();
        continue;
      }
      const messages = this.#takeOutput(attempted, "sqs:ReceiveMessage");
      hasRead = true;
      underWay[lane] = this.#start();
      if (messages.length > 0) yield* this.#read(messages);
    }
  }

  /** A receive on its way; that it fails at the end, unawaited, is nobody's concern. */
  #start(): Promise<Attempted<readonly QueueMessage[]>> {
    const started = this.#receive(LONG_POLL_SECONDS);
    started.catch(() => undefined);
    return started;
  }

  #receive(seconds: number): Promise<Attempted<readonly QueueMessage[]>> {
    return this.#persist((signal) => this.#client.receive(seconds, signal), this.#signal);
  }

  async *#read(messages: readonly QueueMessage[]): AsyncGenerator<Page> {
    const release = this.#hold(messages);
    try {
      const read = await Promise.all(
        messages.map(async (message) => ({
          message,
          ...(await readMessage(message.body, positionOf(message), this.#fetcher, this.#signal)),
        })),
      );
      const whole = read.filter(({ unreadable }) => unreadable.length === 0);
      const done = whole.map(({ message }) => message);
      yield {
        records: read.flatMap(({ records }) => records),
        effects: read.flatMap(({ effects }) => effects),
        unreadable: read.flatMap(({ unreadable, message }) =>
          message.received <= MOST_TOLD ? unreadable : [],
        ),
        requests: 1,
        settle: async () => {
          release();
          if (done.length > 0) await this.#remove(done);
        },
      };
    } finally {
      release();
    }
  }

  async #remove(messages: readonly QueueMessage[]): Promise<void> {
    // Also after an interruption: what is kept need not come again.
    const attempted = await this.#persist((signal) => this.#client.remove(messages, signal));
    if ("failure" in attempted && !isPassing(attempted.failure.kind)) {
      this.#takeOutput(attempted, "sqs:DeleteMessage");
    }
  }

  /** Keeps messages hidden from others for as long as they are worked on. */
  #hold(messages: readonly QueueMessage[]): () => void {
    const timer = setInterval(
      () => {
        void this.#client.extend(messages, AbortSignal.timeout(TIMEOUT_MS)).catch(() => undefined);
      },
      (this.#address.visibility * 1000) / 2,
    );
    return () => clearInterval(timer);
  }

  #persist<Output>(
    call: (signal: AbortSignal) => Promise<Output>,
    signal?: AbortSignal,
  ): Promise<Attempted<Output>> {
    return persist(call, {
      pace: NO_PACE,
      sleep: this.#sleep,
      timeoutMs: TIMEOUT_MS,
      signal,
      renew: this.#client.renew,
    });
  }

  #takeOutput<Output>(attempted: Attempted<Output>, call: string): Output {
    if ("output" in attempted) return attempted.output;
    throw failureError(attempted.failure, { region: this.#client.region, call });
  }
}

/** SQS has no quota that a reader could reach. */
const NO_PACE = {
  wait: async () => Date.now(),
  throttled: () => undefined,
  succeeded: () => undefined,
};

function isPassing(kind: string): boolean {
  return kind === "throttled" || kind === "server" || kind === "unreachable";
}

function positionOf({ id, received }: QueueMessage): string {
  return `message ${id}${received > 1 ? ` (received ${String(received)} times)` : ""}`;
}
