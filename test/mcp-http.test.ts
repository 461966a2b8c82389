import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { serveHttp, type Served } from "../src/mcp/serve-http.ts";
import { askerWith, call } from "./ask-tools.ts";

const TOKEN = "an-invented-token-of-this-test";
let served: Served;

before(async () => {
  served = await serveHttp(askerWith({ demo: true }), { port: 0, token: TOKEN, version: "0.0.0" });
});
after(() => served.close());

/** Posts an initialize request with these headers and gives the status. */
function post(headers: Readonly<Record<string, string>>, path = "/mcp"): Promise<number> {
  const { port } = new URL(served.url);
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method: "POST",
        headers: {
          host: `127.0.0.1:${port}`,
          authorization: `Bearer ${TOKEN}`,
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          ...headers,
        },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    asked.once("error", reject);
    asked.end(
      JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: {
          protocolVersion: "2025-06-18",
          capabilities: {},
          clientInfo: { name: "test", version: "1" },
        },
      }),
    );
  });
}

test("a client with the token is answered over HTTP", async () => {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(served.url), {
      requestInit: { headers: { authorization: `Bearer ${TOKEN}` } },
    }),
  );

  const { brief } = await call(client, "who", { target: "checkout", at: "14:02" });

  assert.match(brief.sentence, /checkout in prod was scaled 4 → 0/);
  await client.close();
});

test("only this machine's own names, origins and the right token are answered", async () => {
  const { port } = new URL(served.url);

  assert.equal(await post({}), 200);
  assert.equal(await post({ host: `localhost:${port}`, origin: `http://localhost:${port}` }), 200);
  assert.equal(await post({ host: "evil.example" }), 403);
  assert.equal(await post({ host: `evil.example:${port}` }), 403);
  assert.equal(await post({ origin: "https://evil.example" }), 403);
  assert.equal(await post({ origin: "null" }), 403);
  assert.equal(await post({ origin: "http://localhost:1" }), 403);
  assert.equal(await post({ authorization: "" }), 401);
  assert.equal(await post({ authorization: `Bearer ${TOKEN}x` }), 401);
  assert.equal(await post({}, "/"), 404);
});

test("it listens on the loopback address and nowhere else", () => {
  assert.match(served.url, /^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
});
