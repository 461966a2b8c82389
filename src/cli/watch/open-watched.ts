import { OperatorError } from "../../core/errors.ts";
import type { Config } from "../../fleet/config.ts";
import { readOverrides } from "../../fleet/overrides.ts";
import { isOn, textOf, textsOf, type Invocation } from "../command.ts";
import type { NamedSource } from "../material.ts";
import { awsSettings, openSources, type OpenedSources } from "../open-sources.ts";
import type { Surroundings } from "../surroundings.ts";
import { openReceiver } from "./receiver.ts";

/** What is watched. */
export interface Watched {
  readonly sources: readonly NamedSource[];
  readonly labels: readonly string[];
  readonly names: OpenedSources["names"];
}

/** A source that must be asked again and again; others bring what is new by themselves. */
export function isPolled(uri: string): boolean {
  return uri.startsWith("event-history://") || uri.startsWith("s3://");
}

/**
 * Opens what the user named, and the receiver; without either, Event History of the whole fleet.
 *
 * @throws OperatorError for what cannot be opened.
 */
export async function openWatched(
  invocation: Invocation,
  surroundings: Surroundings,
  config: Config | undefined,
  tell: (line: string) => void,
): Promise<Watched> {
  const { words } = invocation;
  const listen = textOf(invocation, "listen");
  const receivers =
    listen === undefined ? [] : [openListener(listen, invocation, surroundings, tell)];
  if (words.length === 0 && receivers.length > 0) {
    const labels = readOverrides({}, surroundings.env).labels ?? config?.labels ?? [];
    const names = {
      mapping: config?.names ?? new Map<string, string>(),
      accounts: new Map<string, string>(),
    };
    return { sources: receivers, labels, names };
  }
  const { sources, labels, names, unreached } = await openSources(words, invocation, surroundings);
  for (const { account, region, note = "" } of unreached) {
    tell(`not watched: ${account} ${region}: ${note}`);
  }
  return { sources: [...sources, ...receivers], labels, names };
}

function openListener(
  address: string,
  invocation: Invocation,
  surroundings: Surroundings,
  tell: (line: string) => void,
): NamedSource {
  const [, bracketed, plain, digits = ""] =
    /^(?:\[([\da-f:]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(address) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 65_535) {
    throw new OperatorError("bad-argument", `--listen ${address} is no address.`, {
      hint: "Write a host and a port, as in 127.0.0.1:8788.",
    });
  }
  if (isOn(invocation, "once")) {
    throw new OperatorError("bad-argument", "--listen never comes to an end; leave out --once.");
  }
  const secret = surroundings.env["TASKTRAIL_RECEIVER_SECRET"] ?? "";
  const source = openReceiver({
    host,
    port,
    ...(secret !== "" && { secret }),
    topics: textsOf(invocation, "topic"),
    settings: awsSettings(invocation, surroundings),
    now: surroundings.now,
    tell,
  });
  return { label: source.uri, source };
}
