import { createHash, timingSafeEqual } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { OperatorError } from "../core/errors.ts";
import type { Asker } from "./asker.ts";
import { createServer } from "./create-server.ts";

/** Where to serve and who may ask. */
export interface HttpSettings {
  /** 0 takes a free one. */
  readonly port: number;
  /** What every request must carry as its bearer token. */
  readonly token: string;
  readonly version: string;
}

export interface Served {
  /** `http://127.0.0.1:4517/mcp`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const PATH = "/mcp";
const LOOPBACK = "127.0.0.1";
const LARGEST_BODY = 256 * 1024;

/**
 * Serves over streamable HTTP, on the loopback address only. A page in a browser may reach that too, by a name that it makes
 * point here: so Host must be this machine's own name, Origin, where there is one, this server's, and the token must be known.
 *
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning
 * @throws OperatorError `bad-argument` where the port is taken.
 */
export async function serveHttp(asker: Asker, settings: HttpSettings): Promise<Served> {
  const { port: wanted, token, version } = settings;
  const handler = createMcpHandler(() => createServer(asker, version), {
    maxRequestBodySize: LARGEST_BODY,
  });
  const server = createHttpServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const refusal = refusalOf(request, port, token);
    const answered = refusal
      ? refuse(response, refusal)
      : pass(request, response, port, handler.fetch);
    answered.catch(() => response.destroy());
  });
  const port = await listen(server, wanted);
  return {
    url: `http://${LOOPBACK}:${String(port)}${PATH}`,
    async close() {
      await handler.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) =>
      reject(
        new OperatorError("bad-argument", `--port ${String(port)} cannot be listened on.`, {
          hint: "Another program has it; choose another, or 0 for a free one.",
          cause,
        }),
      ),
    );
    server.listen(port, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
}

interface Refusal {
  readonly status: number;
  readonly why: string;
}

/** Why a request is not even read, or nothing. */
function refusalOf(request: IncomingMessage, port: number, token: string): Refusal | undefined {
  const { host = "", origin, authorization = "" } = request.headers;
  const names = [LOOPBACK, "localhost", "[::1]"].map((name) => `${name}:${String(port)}`);
  if (!names.includes(host.toLowerCase())) return { status: 403, why: "Host is not this machine" };
  if (origin !== undefined && !names.some((name) => origin === `http://${name}`)) {
    return { status: 403, why: "Origin is not allowed" };
  }
  if (!isSame(authorization, `Bearer ${token}`)) {
    return { status: 401, why: "the token is missing or wrong" };
  }
  const [path] = (request.url ?? "").split("?");
  return path === PATH ? undefined : { status: 404, why: `only ${PATH} is served` };
}

/** Compares in a time that does not tell how much of it was right. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

async function refuse(response: ServerResponse, { status, why }: Refusal): Promise<void> {
  response.writeHead(status, {
    "content-type": "application/json",
    connection: "close",
    ...(status === 401 && { "www-authenticate": "Bearer" }),
  });
  response.end(
    JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32_000, message: why } }),
  );
}

type Fetch = ReturnType<typeof createMcpHandler>["fetch"];

/** Hands a request of Node's to what takes those of the web, and streams its answer back. */
async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  fetch: Fetch,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const { method = "GET", url = PATH } = request;
  const body = method === "POST" ? await readBody(request) : undefined;
  if (body === TOO_LARGE) return refuse(response, { status: 413, why: "the request is too large" });
  const answer = await fetch(
    new Request(`http://${LOOPBACK}:${String(port)}${url}`, {
      method,
      headers: headersOf(request),
      signal: gone.signal,
      ...(body !== undefined && { body }),
    }),
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.flushHeaders();
  if (answer.body) for await (const part of answer.body) response.write(part);
  response.end();
}

function headersOf({ headers }: IncomingMessage): Headers {
  const entries = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
  );
  return new Headers(entries);
}

const TOO_LARGE = Symbol("too large");

async function readBody(request: IncomingMessage): Promise<string | typeof TOO_LARGE> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_BODY) return TOO_LARGE;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
