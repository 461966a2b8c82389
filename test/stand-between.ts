import { createServer, request, type IncomingMessage } from "node:http";

/** An answer given instead of AWS's. */
export interface OwnAnswer {
  readonly error: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request on its way. */
export interface Passing {
  readonly accessKeyId: string;
  readonly operation: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A server between the SDK and the emulator, for what the emulator does not do by itself. */
export interface Between {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** @param decide gives an answer of its own, or nothing to pass the request on. */
export async function standBetween(
  target: string,
  decide: (passing: Passing) => OwnAnswer | undefined,
): Promise<Between> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const { headers, method } = incoming;
      const own = decide(readPassing(headers, body));
      if (own) {
        outgoing.writeHead(400, { "content-type": "application/x-amz-json-1.1", ...own.headers });
        outgoing.end(JSON.stringify({ __type: own.error, message: own.message }));
        return;
      }
      const onward = request(target, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on("error", () => outgoing.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readPassing(headers: IncomingMessage["headers"], body: string): Passing {
  const [, accessKeyId = ""] = /Credential=([^/]+)/.exec(headers.authorization ?? "") ?? [];
  const target = headers["x-amz-target"];
  const operation = typeof target === "string" ? (target.split(".").at(-1) ?? "") : "";
  return { accessKeyId, operation, headers, body };
}
