import type { ArgumentValue, Arguments, Question } from "../../ask/question.ts";
import type { Asker } from "../../mcp/asker.ts";
import { demoFleet } from "../../emulator/scenarios/demo-fleet.ts";
import { askQuestion } from "../answer-question.ts";
import { isOn, type FlagValue, type Invocation } from "../command.ts";
import { runCoverage } from "../run-coverage.ts";
import type { Surroundings } from "../surroundings.ts";

/** Answers from where the command line says; what a caller sends is only the question's own parameters. */
export function openAsker(started: Invocation, surroundings: Surroundings): Asker {
  const { http: _http, port: _port, ...served } = started.flags;
  const demo = isOn(started, "demo") ? new Date(demoFleet().now) : undefined;
  return {
    now: () => demo ?? surroundings.now(),
    async ask(question, args, { signal, hear, now }) {
      const invocation = { ...asTyped(question, args, served), onlyWords: true };
      const { answer } = await askQuestion(question, invocation, {
        ...surroundings,
        signal,
        ...(now && { now: () => now }),
        stderr: SILENT,
        hear: hear ?? (() => undefined),
      });
      return answer;
    },
    async coverage() {
      if (demo) return JSON.stringify({ note: "The demo fleet is read whole for each question." });
      let text = "";
      const stdout = { ...SILENT, write: (part: string) => (text += part) };
      await runCoverage(
        { words: [], flags: { ...served, output: "json" } },
        { ...surroundings, stdout },
      );
      return text;
    },
  };
}

const SILENT = { write: () => undefined, isTTY: false, columns: undefined };

/** The arguments as the command line has them: positional ones as words, all of the matches as flags. */
function asTyped(
  { parameters }: Question,
  args: Arguments,
  served: Readonly<Record<string, FlagValue | undefined>>,
): Invocation {
  const wordsOf = (value: ArgumentValue | undefined): readonly string[] =>
    typeof value === "string" ? [value] : typeof value === "object" ? value : [];
  const words = parameters
    .filter(({ positional }) => positional)
    .flatMap(({ name }) => wordsOf(args[name]));
  const named = parameters.filter(
    ({ positional, name }) => !positional && args[name] !== undefined,
  );
  // The budget decides how much is told.
  const limit = parameters.some(({ name }) => name === "limit") ? { limit: "0" } : {};
  return {
    words,
    flags: {
      ...served,
      ...limit,
      ...Object.fromEntries(named.map(({ name }) => [name, args[name]])),
    },
  };
}
