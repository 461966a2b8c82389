import { tmpdir } from "node:os";
import { Readable } from "node:stream";
import { Client } from "@modelcontextprotocol/client";
import { InMemoryTransport } from "@modelcontextprotocol/server";
import { openAsker } from "../src/cli/mcp/open-asker.ts";
import type { Asker } from "../src/mcp/asker.ts";
import { createServer } from "../src/mcp/create-server.ts";
import type { Brief } from "../src/mcp/brief.ts";

/** An asker as `tasktrail mcp` with these flags would have it. */
export function askerWith(
  flags: Readonly<Record<string, string | boolean | readonly string[]>>,
  around: { readonly env?: Readonly<Record<string, string>>; readonly now?: Date } = {},
): Asker {
  const { env = {}, now = new Date("2026-11-20T14:25:00Z") } = around;
  const silent = { write: () => undefined, isTTY: false, columns: undefined };
  return openAsker(
    { words: [], flags },
    {
      stdin: Readable.from([""]),
      stdout: silent,
      stderr: silent,
      env,
      cwd: tmpdir(),
      now: () => now,
      exists: () => Promise.resolve(true),
      signal: new AbortController().signal,
    },
  );
}

/** A client connected to a server of this asker, in this process. */
export async function connectTo(asker: Asker): Promise<Client> {
  const [here, there] = InMemoryTransport.createLinkedPair();
  await createServer(asker, "0.0.0").connect(there);
  const client = new Client({ name: "test", version: "1" });
  await client.connect(here);
  return client;
}

export interface Told {
  readonly text: string;
  readonly brief: Brief;
  readonly isError: boolean;
}

/** Calls a tool and gives both forms of its answer. */
export async function call(
  client: Client,
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Told> {
  const result = await client.callTool({ name, arguments: input });
  const [first] = result.content;
  return {
    text: first?.type === "text" ? first.text : "",
    brief: result.structuredContent as Brief,
    isError: result.isError === true,
  };
}
