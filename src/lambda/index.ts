import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { openSink } from "../alert/open-sink.ts";
import type { SinkSettings } from "../alert/sink.ts";
import { createHandler, type BatchResponse } from "./create-handler.ts";
import { openDynamo } from "./dynamo.ts";
import { DynamoTable } from "./once-table.ts";
import { SETTINGS_FILE, type LambdaSettings } from "./settings.ts";

export { createHandler } from "./create-handler.ts";
export type { BatchResponse, HandlerOptions } from "./create-handler.ts";
export type { LambdaSettings } from "./settings.ts";

let started: Promise<(event: unknown) => Promise<BatchResponse>> | undefined;

/**
 * What Lambda calls (`index.handler`). It reads its settings from beside its code, the table from TASKTRAIL_TABLE, the
 * topic from TASKTRAIL_TOPIC, and secrets of sinks from the variables that their URIs name.
 */
export async function handler(event: unknown): Promise<BatchResponse> {
  started ??= start(process.env);
  // A start that failed is tried again by the next call.
  started.catch(() => (started = undefined));
  const handle = await started;
  return handle(event);
}

async function start(env: NodeJS.ProcessEnv): Promise<(event: unknown) => Promise<BatchResponse>> {
  const file = await readFile(new URL(`./${SETTINGS_FILE}`, import.meta.url), "utf8");
  // Written by `tasktrail export`, beside this very file.
  const settings = JSON.parse(file) as LambdaSettings;
  const { AWS_REGION: region = "", TASKTRAIL_TABLE: table = "", TASKTRAIL_TOPIC: topic = "" } = env;
  const given: SinkSettings = {
    env,
    region,
    terminal: { write: (text) => process.stdout.write(text), colour: false },
  };
  const uris = [...(topic === "" ? [] : [`sns://${topic}`]), ...settings.sinks];
  const sinks = await Promise.all(uris.map((uri) => openSink(uri, given, settings.atLeast)));
  const ask = await openDynamo({ region, env });
  return createHandler({
    settings,
    table: new DynamoTable(ask, table, randomUUID()),
    sinks,
    now: Date.now,
    log: (entry) => process.stdout.write(`${JSON.stringify(entry)}\n`),
  });
}
