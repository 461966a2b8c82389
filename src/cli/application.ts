import {
  buildApplication,
  buildCommand,
  buildRouteMap,
  type Application,
  type CommandContext,
  type FlagParametersForType,
  type StricliProcess,
} from "@stricli/core";
import type { Parameter } from "../ask/question.ts";
import type { Command, FlagValue, Invocation } from "./command.ts";
import { exitCode } from "./exit-code.ts";
import { reportError } from "./report-error.ts";
import type { Surroundings } from "./surroundings.ts";
import { version } from "./version.ts";

/** What stricli hands to a running command. */
export interface Context extends CommandContext {
  readonly process: StricliProcess;
  readonly surroundings: Surroundings;
}

type Flags = Readonly<Record<string, FlagValue | undefined>>;

/** The whole command line, made from the commands. */
export function buildCommandLine(commands: readonly Command[]): Application<Context> {
  const routes = commands.map((command) => [command.name, routeOf(command)] as const);
  const hidden = commands.filter((command) => command.hidden);
  return buildApplication(
    buildRouteMap({
      routes: Object.fromEntries(routes),
      docs: {
        brief:
          "Who restarted, scaled, changed, stopped or deleted it? Answers about Amazon ECS from CloudTrail.",
        fullDescription: INTRODUCTION,
        hideRoute: Object.fromEntries(hidden.map(({ name }) => [name, true])),
      },
    }),
    {
      name: "tasktrail",
      versionInfo: { currentVersion: version() },
      scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
      documentation: {
        caseStyle: "convert-camel-to-kebab",
        useAliasInUsageLine: false,
        // With every flag of every command, the first page of help is a wall.
        onlyRequiredInUsageLine: true,
      },
    },
  );
}

const INTRODUCTION = `Who restarted, scaled, changed, stopped or deleted it? TaskTrail answers from CloudTrail: from your
account's 90-day event history (needs only cloudtrail:LookupEvents), from files, or from a pipe. It never changes anything
in AWS. Try it without an account: tasktrail demo`;

function routeOf(command: Command): ReturnType<typeof buildCommand<Flags, string[], Context>> {
  return buildCommand<Flags, string[], Context>({
    docs: {
      brief: command.summary,
      fullDescription: descriptionOf(command),
      customUsage: [usageOf(command)],
    },
    parameters: {
      flags: flagsOf(command.parameters),
      aliases: aliasesOf(command.parameters),
      positional: {
        kind: "array",
        parameter: {
          brief: positionalsOf(command)
            .map((parameter) => `${placeholderOf(parameter)}: ${parameter.summary}`)
            .join("; "),
          parse: String,
          placeholder: "word",
        },
        ...(positionalsOf(command).length === 0 && { maximum: 0 }),
      },
    },
    async func(this: Context, flags: Flags, ...words: string[]) {
      this.process.exitCode = await runCommand(command, { flags, words }, this.surroundings);
    },
  });
}

async function runCommand(
  command: Command,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<number> {
  try {
    const run = await command.load();
    return await run(invocation, surroundings);
  } catch (error) {
    return reportError(error, surroundings);
  }
}

function flagsOf(parameters: readonly Parameter[]): FlagParametersForType<Flags, Context> {
  const flags = parameters.filter(({ positional }) => !positional);
  // stricli infers flags from a literal type; ours are known only when the program runs.
  return Object.fromEntries(
    flags.map((parameter) => [parameter.name, flagOf(parameter)]),
  ) as FlagParametersForType<Flags, Context>;
}

function flagOf(parameter: Parameter): object {
  const { summary: brief, type, choices } = parameter;
  if (type === "flag") return { kind: "boolean", brief, optional: true, withNegated: false };
  const placeholder = placeholderOf(parameter);
  const variadic = type === "list" ? { variadic: true } : {};
  const preset =
    parameter.default === undefined ? { optional: true } : { default: parameter.default };
  if (choices && type !== "list") return { kind: "enum", brief, values: choices, ...preset };
  return { kind: "parsed", brief, parse: String, placeholder, ...variadic, optional: true };
}

const ALIASES: Readonly<Record<string, string>> = { output: "o", since: "s", query: "q" };

function aliasesOf(parameters: readonly Parameter[]): object {
  const known = parameters.filter(
    ({ name, positional }) => !positional && Object.hasOwn(ALIASES, name),
  );
  return Object.fromEntries(known.map(({ name }) => [ALIASES[name], name]));
}

/** `[verb] <target> [flags]`: each flag stands in the list below, so the usage line stays readable. */
function usageOf(command: Command): string {
  const words = positionalsOf(command).map((parameter) => {
    const word = placeholderOf(parameter);
    return parameter.optional ? `[${word}]` : `<${word}>`;
  });
  const hasFlags = command.parameters.some(({ positional }) => !positional);
  return [...words, ...(hasFlags ? ["[flags]"] : [])].join(" ");
}

function positionalsOf({ parameters }: Command): readonly Parameter[] {
  return parameters.filter(({ positional }) => positional);
}

function placeholderOf({ placeholder, name }: Parameter): string {
  return placeholder ?? name;
}

function descriptionOf({ summary, examples }: Command): string {
  if (examples.length === 0) return summary;
  const width = Math.max(...examples.map(({ command }) => command.length));
  const lines = examples.map(
    ({ command, tells }) => `  tasktrail ${command.padEnd(width)}  ${tells}`,
  );
  return [summary, "", "EXAMPLES", ...lines, "", `Exit codes: ${EXIT_CODES}`].join("\n");
}

const EXIT_CODES = [
  `${String(exitCode.answered)} answered`,
  `${String(exitCode.conditionHeld)} --fail-on held`,
  `${String(exitCode.operatorError)} you must act`,
  `${String(exitCode.incomplete)} incomplete with --strict`,
  `${String(exitCode.bug)} bug`,
  `${String(exitCode.interrupted)} interrupted`,
].join(", ");
