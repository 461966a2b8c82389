import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { questions } from "../../src/ask/questions/index.ts";
import type { Brief } from "../../src/mcp/brief.ts";
import { serveHttp, type Served } from "../../src/mcp/serve-http.ts";
import { askerWith } from "../ask-tools.ts";

// What the makers of the protocol test servers with. They need 270 packages, so they stand outside of the project.
const PEERS = process.env.MCP_PEERS ?? "/tmp/tasktrail-mcp-peers";
const INSPECTOR = join(PEERS, "node_modules/@modelcontextprotocol/inspector/cli/build/index.js");
const CONFORMANCE = join(PEERS, "node_modules/@modelcontextprotocol/conformance/dist/index.js");
const isMissing = !existsSync(INSPECTOR) || !existsSync(CONFORMANCE);
const skip =
  isMissing &&
  `needs: npm install --prefix ${PEERS} @modelcontextprotocol/inspector@0.15.0 @modelcontextprotocol/conformance@0.1.16`;

const TOKEN = "an-invented-token-of-this-test";

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: tmpdir(), timeout: 60_000 });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (part: Buffer) => (stdout += part.toString()));
    child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

describe("the official inspector and conformance suite", { skip, concurrency: false }, () => {
  let served: Served;
  let open: Server;

  before(async () => {
    const asker = askerWith({ demo: true });
    served = await serveHttp(asker, { port: 0, token: TOKEN, version: "0.0.0" });
    open = await addToken(served);
  });
  after(async () => {
    open.closeAllConnections();
    open.close();
    await served.close();
  });

  const withToken = (): string => {
    const { port } = open.address() as AddressInfo;
    return `http://localhost:${String(port)}/mcp`;
  };
  const main = join(import.meta.dirname, "../../src/cli/main.ts");
  const transports: readonly (readonly [string, () => readonly string[]])[] = [
    ["stdio", () => [process.execPath, main, "mcp", "--demo"]],
    ["HTTP", () => [withToken(), "--transport", "http"]],
  ];
  for (const [name, target] of transports) {
    const inspect = async (...method: readonly string[]): Promise<unknown> => {
      const ran = await run([INSPECTOR, ...target(), "--method", ...method]);
      assert.equal(ran.code, 0, ran.stderr);
      return JSON.parse(ran.stdout);
    };

    test(`over ${name} the inspector lists every question as a tool`, async () => {
      const { tools } = (await inspect("tools/list")) as {
        readonly tools: readonly { readonly name: string }[];
      };
      assert.deepEqual(
        tools.map((tool) => tool.name),
        questions.map((question) => question.name),
      );
    });

    test(`over ${name} the inspector calls a tool and gets its structured answer`, async () => {
      const { structuredContent } = (await inspect(
        "tools/call",
        "--tool-name",
        "who",
        "--tool-arg",
        "target=checkout",
        "--tool-arg",
        "at=14:02",
      )) as { readonly structuredContent: Brief };
      assert.match(structuredContent.sentence, /^checkout in prod was scaled 4 → 0/);
    });

    test(`over ${name} the inspector lists resources and prompts`, async () => {
      const { resources } = (await inspect("resources/list")) as {
        readonly resources: readonly unknown[];
      };
      const { prompts } = (await inspect("prompts/list")) as {
        readonly prompts: readonly unknown[];
      };
      assert.ok(resources.length >= 6);
      assert.equal(prompts.length, 3);
    });
  }

  // The others call tools, resources and prompts of a server that is made for the suite.
  for (const scenario of [
    "server-initialize",
    "ping",
    "tools-list",
    "resources-list",
    "prompts-list",
    "dns-rebinding-protection",
  ]) {
    test(`conformance: ${scenario}`, async () => {
      const ran = await run([CONFORMANCE, "server", "--url", withToken(), "--scenario", scenario]);
      assert.equal(ran.code, 0, ran.stdout + ran.stderr);
      assert.match(ran.stdout, /\b0 failed/);
    });
  }
});

/** Neither of them can send a token: this adds it, and leaves Host and Origin as they came but for the port. */
function addToken(served: Served): Promise<Server> {
  const { port } = new URL(served.url);
  const server = createServer((incoming, outgoing) => {
    const { port: own } = server.address() as AddressInfo;
    const here = (text: string | undefined): string | undefined =>
      text?.replace(`localhost:${String(own)}`, `localhost:${port}`);
    const headers = { ...incoming.headers, authorization: `Bearer ${TOKEN}` };
    const { host, origin } = incoming.headers;
    const passed = request(
      {
        host: "127.0.0.1",
        port,
        path: incoming.url,
        method: incoming.method,
        headers: { ...headers, host: here(host), ...(origin && { origin: here(origin) }) },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.once("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
