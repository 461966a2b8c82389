import { randomBytes } from "node:crypto";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { OperatorError } from "../../core/errors.ts";
import type { Asker } from "../../mcp/asker.ts";
import { createServer } from "../../mcp/create-server.ts";
import { serveHttp } from "../../mcp/serve-http.ts";
import { isOn, textOf, type Invocation, type Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { Surroundings } from "../surroundings.ts";
import { version } from "../version.ts";
import { openAsker } from "./open-asker.ts";

/** Serves until the agent closes its end or the operator interrupts. */
export const runMcp: Run = async (invocation, surroundings) => {
  const asker = openAsker(invocation, surroundings);
  if (isOn(invocation, "http")) await serveByAddress(asker, invocation, surroundings);
  else await serveOnStreams(asker, surroundings);
  return exitCode.answered;
};

async function serveOnStreams(asker: Asker, { stdin, signal }: Surroundings): Promise<void> {
  const handle = serveStdio(() => createServer(asker, version()));
  await new Promise<void>((resolve) => {
    stdin.once("end", resolve);
    stdin.once("close", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await handle.close();
}

async function serveByAddress(
  asker: Asker,
  invocation: Invocation,
  { env, stderr, signal }: Surroundings,
): Promise<void> {
  const given = env.TASKTRAIL_MCP_TOKEN;
  const token = given === undefined ? randomBytes(24).toString("base64url") : checked(given);
  const served = await serveHttp(asker, { port: portOf(invocation), token, version: version() });
  const how =
    given === undefined
      ? `Authorization: Bearer ${token}`
      : "Authorization: Bearer and the token of TASKTRAIL_MCP_TOKEN";
  stderr.write(`serving at ${served.url}, on this machine only\n  each request needs ${how}\n`);
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  }
  await served.close();
}

const SHORTEST_TOKEN = 16;

function checked(token: string): string {
  if (/^[\w.~+/=-]+$/.test(token) && token.length >= SHORTEST_TOKEN) return token;
  throw new OperatorError("bad-argument", "TASKTRAIL_MCP_TOKEN cannot be used.", {
    hint: `Give at least ${String(SHORTEST_TOKEN)} letters, digits or -._~+/=, or leave it out: then a new one is made.`,
  });
}

function portOf(invocation: Invocation): number {
  const text = textOf(invocation, "port") ?? "4517";
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port < 65_536) return port;
  throw new OperatorError("bad-argument", `--port ${text} cannot be used.`, {
    hint: "Give a whole number up to 65535; 0 takes a free one.",
  });
}
