import { mkdir, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname } from "node:path";
import { OperatorError } from "../../core/errors.ts";
import { readShipped, SKILL_FILE } from "../../mcp/shipped.ts";
import { isOn, textOf, type Invocation, type Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { Surroundings } from "../surroundings.ts";
import { agents, type Agent } from "./agents.ts";
import { planInstall, type Plan, type Step } from "./plan-install.ts";

/** Shows the skill, or installs it: without --yes it only tells what it would write. */
export const runSkill: Run = async (invocation, surroundings) => {
  const [deed, ...more] = invocation.words;
  if (deed === "show" && more.length === 0) {
    surroundings.stdout.write(await readShipped(SKILL_FILE));
    return exitCode.answered;
  }
  if (deed === "install" && more.length === 0) return install(invocation, surroundings);
  throw new OperatorError("bad-argument", "It is not said what to do with the skill.", {
    hint: "Write skill show, or skill install --agent claude.",
  });
};

async function install(
  invocation: Invocation,
  { cwd, env, stdout }: Surroundings,
): ReturnType<Run> {
  const agent = agentOf(invocation);
  const isForUser = isOn(invocation, "user");
  const root = isForUser ? (env.HOME ?? homedir()) : cwd;
  const places = isForUser ? agent.forUser : agent.inProject;
  const plan = await planInstall(agent, places, root);
  const write = isOn(invocation, "yes");
  stdout.write(planLines(agent, plan, write));
  if (write) for (const step of plan.steps) await writeStep(step);
  return exitCode.answered;
}

function agentOf(invocation: Invocation): Agent {
  const name = textOf(invocation, "agent") ?? "claude";
  const agent = agents.find((one) => one.name === name);
  if (agent) return agent;
  throw new OperatorError("bad-argument", `Where ${name} looks for skills is not known.`, {
    hint: `Known are ${agents.map((one) => one.name).join(", ")}. For another, put what skill show prints into its folder of skills as ecs-audit/SKILL.md.`,
  });
}

function planLines({ title }: Agent, { steps, notes }: Plan, write: boolean): string {
  const lines = steps.map(({ what, path, shows }) => `  ${what.padEnd(8)}${path}  (${shows})\n`);
  const nothing = steps.every(({ what }) => what === "keep");
  const end = nothing
    ? "Everything is there already.\n"
    : write
      ? ""
      : "Nothing is written yet: add --yes.\n";
  return [
    `For ${title}${write && !nothing ? ", written" : ""}:\n`,
    ...lines,
    ...notes.map((note) => `  note    ${note}\n`),
    end,
  ].join("");
}

async function writeStep({ path, text }: Step): Promise<void> {
  if (text === undefined) return;
  const beside = `${path}.tasktrail-${String(process.pid)}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    // Whole or not at all: the file may be an agent's own configuration.
    await writeFile(beside, text, { flag: "wx" });
    await rename(beside, path);
  } catch (cause) {
    throw new OperatorError("bad-argument", `${path} cannot be written.`, { cause });
  }
}
