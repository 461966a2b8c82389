import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Waits for moto_server's first answer, for a minute at most. */
export async function untilAnswered(url: string, server: ChildProcess): Promise<void> {
  const end = Date.now() + 60_000;
  while (Date.now() < end && server.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return;
    await setTimeout(100);
  }
  assert.fail("moto_server did not start");
}
