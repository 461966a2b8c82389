import { OperatorError } from "../core/errors.ts";
import type { Scenario } from "../emulator/scenario.ts";
import { scenarios } from "../emulator/scenarios/index.ts";
import { startEmulator } from "../emulator/start-emulator.ts";
import { textOf, type Run } from "./command.ts";
import { exitCode } from "./exit-code.ts";

/** Serves a scenario, as if it ended a few minutes ago, until it is interrupted. */
export const runEmulator: Run = async (invocation, { stdout, now, signal }) => {
  const port = portFrom(textOf(invocation, "port") ?? "0");
  const scenario = find(invocation.words[0] ?? "demo-fleet")(now());
  const account = accountIn(scenario, textOf(invocation, "account"));
  const emulator = await startEmulator({ scenario, port, now });
  stdout.write(
    [
      `${scenario.title}, at ${emulator.url} (stop it with Ctrl-C). In another terminal:`,
      "",
      `export AWS_ENDPOINT_URL=${emulator.url}`,
      `export AWS_ACCESS_KEY_ID=${account.accessKeyId}  # ${account.name}, ${account.id}`,
      "export AWS_SECRET_ACCESS_KEY=emulator",
      `export AWS_REGION=${scenario.regions[0] ?? "eu-west-1"}  # also: ${scenario.regions.slice(1).join(", ")}`,
      "export AWS_DEFAULT_REGION=$AWS_REGION  # the aws-cli v1 reads only this one",
      ...labelsLine(scenario),
      "",
      "aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=StopTask",
      "tasktrail who checkout",
      "",
    ].join("\n"),
  );
  await new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await emulator.close();
  for (const refusal of emulator.refusals) stdout.write(`refused: ${JSON.stringify(refusal)}\n`);
  return exitCode.answered;
};

/** The story's own names for its networks, so that addresses outside them stand out. */
function labelsLine({ labels }: Scenario): readonly string[] {
  return labels.length === 0 ? [] : [`export TASKTRAIL_LABELS=${labels.join(",")}`];
}

function portFrom(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new OperatorError("bad-argument", `--port ${text} is not a port.`, {
    hint: "Give a number from 0 (a free one) to 65535.",
  });
}

function find(name: string): (now: Date) => Scenario {
  const entry = scenarios.find((one) => one.name === name);
  if (entry) return entry.tell;
  throw new OperatorError("bad-argument", `There is no scenario ${name}.`, {
    hint: `Name one of: ${scenarios.map((one) => one.name).join(", ")}.`,
  });
}

function accountIn(
  { accounts }: Scenario,
  wanted: string | undefined,
): Scenario["accounts"][number] {
  const account = accounts.find(
    ({ id, name }) => wanted === undefined || wanted === id || wanted === name,
  );
  if (account) return account;
  throw new OperatorError("bad-argument", `The scenario has no account ${wanted ?? ""}.`, {
    hint: `It has: ${accounts.map(({ id, name }) => `${name} (${id})`).join(", ")}.`,
  });
}
