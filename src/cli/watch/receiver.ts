import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { OperatorError } from "../../core/errors.ts";
import { isObject, type Json, type JsonObject } from "../../core/record.ts";
import { openFetcher, type ObjectFetcher } from "../../ingest/queue/object-fetcher.ts";
import { readMessage } from "../../ingest/queue/read-message.ts";
import type { Page, Source, SourceSettings } from "../../ingest/source.ts";
import {
  flawOfSns,
  isSnsUrl,
  rememberCertificates,
  type FetchCertificate,
} from "./sns-signature.ts";

/** Where to listen and whom to believe. */
export interface ReceiverOptions {
  readonly host: string;
  readonly port: number;
  /** What EventBridge sends along as an API key; absent: only SNS is believed. */
  readonly secret?: string;
  /** Topics whose signed messages are believed: anybody with an account can have SNS sign something. */
  readonly topics: readonly string[];
  readonly settings: SourceSettings;
  readonly now: () => Date;
  /** Hears of what is not believed, and of the address once it is listened at. */
  readonly tell: (line: string) => void;
  /** Replaced in tests. */
  readonly fetchCertificate?: FetchCertificate;
  readonly confirm?: (url: string) => Promise<void>;
}

/** EventBridge sends at most 1 MB, SNS a quarter of it. */
const LARGEST_BODY = 2 * 1024 * 1024;
/** More requests than that wait for nobody: EventBridge and SNS come again. */
const MOST_WAITING = 100;

/**
 * Receives what EventBridge (API destination) and SNS (HTTPS subscription) send, over HTTP on this machine; TLS is for
 * whatever stands in front of it. A request is answered once its records are kept; until then the sender tries again.
 *
 * @throws OperatorError where nobody could be believed, or the address cannot be listened at.
 */
export function openReceiver(options: ReceiverOptions): Source {
  const { host, port, secret, topics } = options;
  if (secret === undefined && topics.length === 0) {
    throw new OperatorError("bad-argument", "A receiver must know whom to believe.", {
      hint: "Set TASKTRAIL_RECEIVER_SECRET to the API key of the EventBridge connection, or name the SNS topic with --topic.",
    });
  }
  return {
    uri: `http://${host}:${String(port)}/`,
    async *read({ signal }) {
      const fetcher = openFetcher(options.settings);
      const receiver = new Receiver(options, fetcher);
      try {
        await receiver.listen();
        yield* receiver.pages(signal ?? new AbortController().signal);
      } finally {
        await receiver.close();
        await fetcher.close();
      }
    },
  };
}

class Receiver {
  readonly #options: ReceiverOptions;
  readonly #fetcher: ObjectFetcher;
  readonly #server: Server;
  readonly #fetchCertificate: FetchCertificate;
  #waiting: Delivery[] = [];
  #wake: () => void = () => undefined;

  constructor(options: ReceiverOptions, fetcher: ObjectFetcher) {
    this.#options = options;
    this.#fetcher = fetcher;
    this.#fetchCertificate = options.fetchCertificate ?? rememberCertificates();
    const limits = { requestTimeout: 15_000, headersTimeout: 10_000, maxHeaderSize: 16_384 };
    this.#server = createServer(limits, (request, response) => {
      void this.#take(request, response);
    });
    this.#server.maxConnections = 256;
  }

  async listen(): Promise<void> {
    const { host, port, tell } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", (cause) => {
        const said = `Nothing can be received at ${host}:${String(port)}: ${cause.message}`;
        const hint = "Name another address: --listen 127.0.0.1:0 takes a free port.";
        reject(new OperatorError("bad-argument", said, { hint, cause }));
      });
      this.#server.listen(port, host, resolve);
    });
    const address = this.#server.address();
    const taken = typeof address === "object" && address !== null ? address.port : port;
    tell(`receiving at http://${host}:${String(taken)}/`);
  }

  async close(): Promise<void> {
    for (const { answer } of this.#waiting) answer(503);
    this.#waiting = [];
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async *pages(signal: AbortSignal): AsyncGenerator<Page> {
    signal.addEventListener("abort", () => this.#wake(), { once: true });
    while (!signal.aborted) {
      const next = this.#waiting.shift();
      if (next !== undefined) yield* this.#read(next, signal);
      else if (this.#waiting.length === 0) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }

  async *#read({ body, answer }: Delivery, signal: AbortSignal): AsyncGenerator<Page> {
    let isSettled = false;
    try {
      const read = await readMessage(body, "a request", this.#fetcher, signal);
      yield {
        ...read,
        settle: async () => {
          isSettled = true;
          // The sender keeps aside what it is told is wrong, in its dead-letter queue.
          answer(read.unreadable.length > 0 ? 422 : 200);
        },
      };
    } finally {
      if (!isSettled) answer(503);
    }
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number): void => {
      if (!response.writableEnded) response.writeHead(status, { connection: "close" }).end();
    };
    try {
      if (request.method !== "POST") return answer(405);
      if (this.#waiting.length >= MOST_WAITING) return answer(503);
      const body = await readBody(request);
      if (body === undefined) return answer(413);
      const status = await this.#judge(request, body);
      if (status !== undefined) return answer(status);
      this.#waiting.push({ body, answer });
      this.#wake();
    } catch {
      // The sender hung up, or the certificate could not be fetched: it comes again.
      answer(503);
    }
  }

  /** What to answer at once; nothing for what is believed and holds something. */
  async #judge(request: IncomingMessage, body: string): Promise<number | undefined> {
    const message = parse(body);
    const { "x-amz-sns-message-type": type } = request.headers;
    if (type !== undefined) return this.#judgeSns(message);
    if (this.#knowsSecret(request)) return undefined;
    this.#options.tell("refused a request without the secret");
    return 401;
  }

  async #judgeSns(message: JsonObject | undefined): Promise<number | undefined> {
    const { topics, tell, now, confirm = confirmSubscription } = this.#options;
    if (message === undefined) return 400;
    const topic = typeof message["TopicArn"] === "string" ? message["TopicArn"] : "";
    if (!topics.includes(topic)) {
      tell(`refused a message of the topic ${topic}, which --topic does not name`);
      return 403;
    }
    const flaw = await flawOfSns(message, this.#fetchCertificate, now());
    if (flaw !== undefined) {
      tell(`refused a message that says it is SNS's: ${flaw}`);
      return 403;
    }
    if (message["Type"] === "Notification") return undefined;
    const url = message["SubscribeURL"];
    if (message["Type"] !== "SubscriptionConfirmation" || typeof url !== "string") return 200;
    if (!isSnsUrl(url)) return 403;
    await confirm(url);
    tell(`confirmed the subscription to ${topic}`);
    return 200;
  }

  /** As an API key in any of the usual headers. Compared in constant time. */
  #knowsSecret({ headers }: IncomingMessage): boolean {
    const { secret } = this.#options;
    if (secret === undefined) return false;
    const given = [
      headers.authorization?.replace(/^Bearer /i, ""),
      headers["x-api-key"],
      headers["x-tasktrail-secret"],
    ];
    const expected = digest(secret);
    return given.some((one) => typeof one === "string" && timingSafeEqual(digest(one), expected));
  }
}

interface Delivery {
  readonly body: string;
  readonly answer: (status: number) => void;
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(body: string): JsonObject | undefined {
  try {
    const value = JSON.parse(body) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

async function confirmSubscription(url: string): Promise<void> {
  await fetch(url, { redirect: "error", signal: AbortSignal.timeout(5000) });
}
