import { styleText } from "node:util";
import { who } from "../ask/questions/who.ts";
import { demoFleet } from "../emulator/scenarios/demo-fleet.ts";
import { askQuestion, writeAnswer } from "./answer-question.ts";
import type { Run } from "./command.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import { screenOf } from "./screen.ts";
import type { Surroundings } from "./surroundings.ts";

/** What to ask next; `EVENT_ID` stands for the newest change of the answer. */
const NEXT: readonly (readonly [command: string, tells: string])[] = [
  ["who checkout --demo", "one service: what was done to it, and by whom"],
  ["audit --demo", "everything of the last 24 hours, the worst first"],
  ["timeline payments --since 14d --demo", "one service's changes, before → after"],
  ["who deployed api --since 7d --demo", "who deployed, and what differs between the two images"],
  ["explain EVENT_ID --demo", "one record, field by field, with the evidence"],
  ["who YOUR_SERVICE", "the same, from your own account's event history"],
];

/** The first minute: a question of somebody on call, its answer, and what to ask next. */
export const runDemo: Run = async (_invocation, surroundings): Promise<ExitCode> => {
  const { title, now } = demoFleet();
  const words = ["restarted", "prod"];
  const line = commandLine(["who", ...words, "--demo"].join(" "), surroundings);
  const { stdout } = surroundings;
  const clock = now.slice(0, 16).replace("T", " ");
  stdout.write(`The demo fleet: ${title}. Its clock stands at ${clock} UTC.\n\n`);
  stdout.write(`${bold(`$ ${line}`, surroundings)}\n`);
  const invocation = { words, flags: { demo: true } };
  const { answer } = await askQuestion(who, invocation, surroundings);
  await writeAnswer(answer, invocation, surroundings);
  const eventID = answer.changes[0]?.eventID.slice(0, 8) ?? "EVENT_ID";
  stdout.write(`\nNext, try:\n${next(eventID, surroundings)}`);
  return exitCode.answered;
};

function next(eventID: string, surroundings: Surroundings): string {
  const lines = NEXT.map(
    ([command, tells]) =>
      [commandLine(command.replace("EVENT_ID", eventID), surroundings), tells] as const,
  );
  const width = Math.max(...lines.map(([command]) => command.length));
  return lines.map(([command, tells]) => `  ${command.padEnd(width)}  ${tells}\n`).join("");
}

/** As the user would type it: through npm in a clone, by its name where it is installed. */
function commandLine(command: string, { env }: Surroundings): string {
  return env.npm_lifecycle_event === "start" ? `npm start -- ${command}` : `tasktrail ${command}`;
}

function bold(text: string, surroundings: Surroundings): string {
  const { colour } = screenOf(surroundings, { color: "auto", local: false });
  return colour ? styleText("bold", text, { validateStream: false }) : text;
}
