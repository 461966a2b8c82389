import { resolve } from "node:path";
import { draftConfig, writeConfig } from "../fleet/init-config.ts";
import { isOn, textOf, type Run } from "./command.ts";
import { exitCode } from "./exit-code.ts";

/** Writes a configuration from what the AWS profiles lead to. */
export const runInit: Run = async (invocation, { cwd, env, signal, stdout }) => {
  const profile = textOf(invocation, "profile");
  const endpointUrl = textOf(invocation, "endpointUrl");
  const text = await draftConfig({
    env,
    signal,
    organization: isOn(invocation, "organization"),
    ...(profile !== undefined && { profile }),
    ...(endpointUrl !== undefined && { endpointUrl }),
  });
  const [file = "tasktrail.yaml"] = invocation.words;
  if (file === "-") {
    stdout.write(text);
    return exitCode.answered;
  }
  await writeConfig(resolve(cwd, file), text, { force: isOn(invocation, "force") });
  stdout.write(`${file} is written. Read it, mend what it says, then: tasktrail doctor\n`);
  return exitCode.answered;
};
