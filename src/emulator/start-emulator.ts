import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Answerer, type Answered, type Refusal } from "./answer-request.ts";
import { writeReply } from "./aws-reply.ts";
import { readAwsRequest, type AwsRequest } from "./aws-request.ts";
import type { Bucket } from "./bucket.ts";
import type { Fault } from "./fault.ts";
import type { Scenario, ScenarioAccount } from "./scenario.ts";
import type { HttpReply } from "./service.ts";
import { trailBucket } from "./trail-bucket.ts";

/** What to emulate, and how badly. */
export interface EmulatorSettings {
  readonly scenario: Scenario;
  /** Default: begins at the scenario's `now` and goes on from there. */
  readonly now?: () => Date;
  /** Default: a free one. */
  readonly port?: number;
  /** Loopback only: the emulator checks no signature. */
  readonly host?: "127.0.0.1";
  /** How long each answer takes. Default 0. */
  readonly latencyMs?: number;
  /** LookupEvents a second for each account and region. Default 2, as AWS has it; `Infinity` for no limit. */
  readonly rate?: number;
  readonly faults?: readonly Fault[];
  /** What S3 holds. Default: the scenario as an organisation's trail has written it so far, in `<scenario>-trail`. */
  readonly buckets?: readonly Bucket[];
}

/** One request as it was asked. */
export interface AskedRequest {
  readonly service: string;
  readonly operation: string;
  readonly account?: string;
  readonly region?: string;
  readonly input: AwsRequest["input"];
  readonly userAgent: string;
  /** Milliseconds since the emulator started. */
  readonly afterMs: number;
  readonly error?: string;
}

/** AWS on loopback, as far as TaskTrail reads it. */
export interface Emulator {
  readonly url: string;
  /** What points the aws-cli and the SDKs at it, for the scenario's first account and region. */
  readonly env: Readonly<Record<string, string>>;
  /** The same for another account (id or name) and region. */
  readonly envOf: (account: string, region?: string) => Readonly<Record<string, string>>;
  /** Everything that was asked, oldest first. */
  readonly requests: readonly AskedRequest[];
  /** What it would not do, oldest first. */
  readonly refusals: readonly Refusal[];
  /** Lets further requests fail. */
  readonly inject: (...faults: readonly Fault[]) => void;
  readonly close: () => Promise<void>;
}

/**
 * Serves a scenario as CloudTrail, S3, ECS, STS, Organizations and Account Management on 127.0.0.1, to the aws-cli and the AWS
 * SDKs. Accounts are told apart by the access key of the signature and regions by its credential scope; signatures are not
 * verified, so any secret will do. Nothing can be changed: what tries is refused and kept in `refusals`.
 *
 * @throws Error of node:net where the port is taken.
 */
export async function startEmulator(settings: EmulatorSettings): Promise<Emulator> {
  const { scenario, port = 0, host = "127.0.0.1" } = settings;
  const desk = new Desk(settings);
  const server = createServer((incoming, outgoing) => {
    desk.respond(incoming, outgoing).catch((error: unknown) => outgoing.destroy(asError(error)));
  });
  const url = await listen(server, port, host);
  const envOf: Emulator["envOf"] = (account, region) => {
    const one = scenario.accounts.find(({ id, name }) => id === account || name === account);
    if (!one) throw new Error(`The scenario ${scenario.name} has no account ${account}.`);
    return envFor(url, one, region ?? scenario.regions[0] ?? "us-east-1");
  };
  return {
    url,
    env: envOf(scenario.accounts[0]?.id ?? ""),
    envOf,
    requests: desk.requests,
    refusals: desk.refusals,
    inject: (...faults) => desk.inject(faults),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Takes requests in, has them answered and keeps a list of them. */
class Desk {
  readonly requests: AskedRequest[] = [];
  readonly refusals: Refusal[] = [];
  readonly #answerer: Answerer;
  readonly #latencyMs: number;
  readonly #started = performance.now();

  constructor({ scenario, now, rate, faults = [], latencyMs = 0, buckets }: EmulatorSettings) {
    const clock = now ?? flowingFrom(scenario.now, this.#started);
    const held = buckets ?? [trailBucket(scenario, clock)];
    this.#answerer = new Answerer({ scenario, now: clock, buckets: held }, rate);
    this.#latencyMs = latencyMs;
    this.inject(faults);
  }

  inject(faults: readonly Fault[]): void {
    this.#answerer.faults.add(faults);
  }

  async respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = readAwsRequest(incoming, await readBody(incoming));
    if (!request) return send(outgoing, NOT_AWS);
    const answered = this.#answerer.answer(request);
    this.#keep(request, answered);
    if (this.#latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#latencyMs));
    if (answered.breaks === "hang") return;
    const reply = writeReply(request, answered.reply);
    if (answered.breaks === "cut-body") cut(outgoing, reply);
    else send(outgoing, reply);
  }

  #keep(request: AwsRequest, { service, account, reply, refusal }: Answered): void {
    const { operation, input, userAgent, credential } = request;
    this.requests.push({
      service,
      operation,
      ...(account !== undefined && { account }),
      ...(credential && { region: credential.region }),
      input,
      userAgent,
      afterMs: performance.now() - this.#started,
      ...("error" in reply && { error: reply.error }),
    });
    if (refusal) this.refusals.push(refusal);
  }
}

const NOT_AWS: HttpReply = {
  status: 404,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: '{"__type":"UnknownOperationException","message":"This is the TaskTrail emulator: it answers CloudTrail, S3, ECS, STS, Organizations and Account Management."}',
};

function flowingFrom(begin: string, started: number): () => Date {
  return () => new Date(Date.parse(begin) + performance.now() - started);
}

function envFor(
  url: string,
  { accessKeyId }: ScenarioAccount,
  region: string,
): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: "emulator",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === "object" && address !== null ? address.port : port;
      resolve(`http://${host}:${String(taken)}`);
    });
  });
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function send(outgoing: ServerResponse, { status, headers, body }: HttpReply): void {
  outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  outgoing.end(body);
}

/** Promises the whole answer and breaks the connection after half of it. */
function cut(outgoing: ServerResponse, { status, headers, body }: HttpReply): void {
  outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  outgoing.write(body.slice(0, body.length / 2), () => outgoing.destroy());
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
