import { openSink, severityFrom, type OpenedSink } from "../../alert/open-sink.ts";
import { rankOf } from "../../alert/notice.ts";
import type { SinkSettings } from "../../alert/sink.ts";
import { OperatorError } from "../../core/errors.ts";
import type { Severity } from "../../core/finding.ts";
import type { Addressee } from "../../core/outbox.ts";
import type { Config } from "../../fleet/config.ts";
import { textOf, textsOf, type Invocation } from "../command.ts";
import { screenOf } from "../screen.ts";
import type { Surroundings } from "../surroundings.ts";

/** What is worth telling, where nobody says. */
const USUAL: Severity = "medium";

/**
 * Opens the sinks that were typed, else those of the configuration, else the terminal.
 *
 * @throws OperatorError for a sink that cannot be opened, or two of one name.
 */
export async function openSinks(
  invocation: Invocation,
  surroundings: Surroundings,
  config: Config | undefined,
): Promise<readonly OpenedSink[]> {
  const typed = textsOf(invocation, "sink").map((uri) => ({ uri }));
  const configured = typed.length > 0 ? typed : (config?.sinks ?? []);
  const entries: readonly { readonly uri: string; readonly atLeast?: string }[] =
    configured.length > 0 ? configured : [{ uri: "terminal://" }];
  const usual = textOf(invocation, "atLeast");
  const settings = settingsOf(invocation, surroundings);
  const opened = await Promise.all(
    entries.map(({ uri, atLeast = usual }) =>
      openSink(uri, settings, atLeast === undefined ? USUAL : severityFrom(atLeast)),
    ),
  );
  const names = opened.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new OperatorError("bad-argument", `Two sinks are called ${twice}.`, {
      hint: "Give one of them another name with ?name=.",
    });
  }
  return opened;
}

function settingsOf(invocation: Invocation, surroundings: Surroundings): SinkSettings {
  const profile = textOf(invocation, "profile");
  const endpointUrl = textOf(invocation, "endpointUrl");
  const { stdout, env } = surroundings;
  return {
    env,
    ...(profile !== undefined && { profile }),
    ...(endpointUrl !== undefined && { endpointUrl }),
    terminal: {
      write: (text) => stdout.write(text),
      colour: screenOf(surroundings, { color: "auto", local: false }).colour,
    },
  };
}

/** Who is to hear of something so grave. */
export function sinksFor(
  sinks: readonly OpenedSink[],
): (severity: Severity) => readonly Addressee[] {
  return (severity) =>
    sinks
      .filter(({ atLeast }) => rankOf(severity) >= atLeast)
      .map(({ name, updates }) => ({ name, updates }));
}
