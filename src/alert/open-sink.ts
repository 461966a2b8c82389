import { OperatorError } from "../core/errors.ts";
import { SEVERITIES, type Severity } from "../core/finding.ts";
import { rankOf } from "./notice.ts";
import type { Sink, SinkSettings } from "./sink.ts";
import { parseSinkUri, sinkName } from "./sink-uri.ts";
import { sinks } from "./sinks/index.ts";

/** A sink that was opened, under the name by which the outbox knows it. */
export interface OpenedSink extends Sink {
  readonly name: string;
  /** It hears of what is at least so grave: a rank. */
  readonly atLeast: number;
}

/**
 * Opens a sink by its URI's scheme. `?at-least=high` and `?name=` fit every scheme.
 *
 * @throws OperatorError `bad-argument` for a scheme that there is no sink for, and what the sink throws.
 */
export async function openSink(
  text: string,
  settings: SinkSettings,
  atLeast: Severity = "info",
): Promise<OpenedSink> {
  const uri = parseSinkUri(text, settings.env);
  const kind = sinks.find(({ scheme }) => scheme === uri.scheme);
  if (!kind) {
    throw new OperatorError("bad-argument", `There is no sink ${uri.scheme}://.`, {
      hint: `There are: ${sinks.map(({ example }) => example).join(", ")}.`,
    });
  }
  const sink = await kind.open(uri, settings);
  const own = uri.query.get("at-least");
  return {
    ...sink,
    name: sinkName(uri, kind.isSecret),
    atLeast: rankOf(own === null ? atLeast : severityFrom(own)),
  };
}

/** @throws OperatorError `bad-argument` */
export function severityFrom(text: string): Severity {
  const found = SEVERITIES.find((severity) => severity === text);
  if (found !== undefined) return found;
  throw new OperatorError("bad-argument", `${JSON.stringify(text)} is no severity.`, {
    hint: `Write one of ${SEVERITIES.toReversed().join(", ")}.`,
  });
}
