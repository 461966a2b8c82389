import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createServer } from "../../mcp/create-server.ts";
import type { Asker } from "../../mcp/asker.ts";
import { type Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { Surroundings } from "../surroundings.ts";
import { version } from "../version.ts";
import { openAsker } from "./open-asker.ts";

/** Serves until the agent closes its end or the operator interrupts. */
export const runMcp: Run = async (invocation, surroundings) => {
  const asker = openAsker(invocation, surroundings);
  await serveOnStreams(asker, surroundings);
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
