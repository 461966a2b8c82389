import { lstat, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { OperatorError } from "../../core/errors.ts";
import { readShipped, SKILL_FILE } from "../../mcp/shipped.ts";
import { addServer } from "./add-server.ts";
import type { Agent, Places } from "./agents.ts";

/** One file that an installation writes. */
export interface Step {
  readonly path: string;
  readonly what: "create" | "replace" | "add to" | "keep";
  /** The whole file as it will be; absent where it is kept. */
  readonly text?: string;
  /** What is new in it, for the reader. */
  readonly shows: string;
}

/** What an installation would write, and what it cannot. Reads only. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly notes: readonly string[];
}

/** @param root the project's folder or the user's home. */
export async function planInstall(agent: Agent, places: Places, root: string): Promise<Plan> {
  const skill = join(root, places.skills, "ecs-audit", "SKILL.md");
  const steps = [await skillStep(skill)];
  const { servers } = places;
  if (!servers) {
    const note = `where ${agent.title} looks for a user's MCP servers is not known here; add the command tasktrail with the argument mcp there (${agent.documented})`;
    return { steps, notes: [note] };
  }
  const path = join(root, servers.file);
  const there = await readThere(path);
  const text = addServer(there, { ...servers, file: path });
  if (text === undefined) {
    return {
      steps: [...steps, { path, what: "keep", shows: "it has a server tasktrail" }],
      notes: [],
    };
  }
  const shows = "the MCP server tasktrail: command tasktrail, argument mcp";
  const what = there === undefined ? "create" : "add to";
  return { steps: [...steps, { path, what, text, shows }], notes: [] };
}

async function skillStep(path: string): Promise<Step> {
  const text = await readShipped(SKILL_FILE);
  const there = await readThere(path);
  if (there === text) return { path, what: "keep", shows: "it is the same already" };
  const lines = text.split("\n").length - 1;
  const shows = `the skill ecs-audit, ${String(lines)} lines`;
  return { path, what: there === undefined ? "create" : "replace", text, shows };
}

/** A link could lead the writing somewhere else than what was shown. */
async function readThere(path: string): Promise<string | undefined> {
  for (const part of [path, dirname(path)]) {
    const found = await lstat(part).catch(() => undefined);
    if (found?.isSymbolicLink()) {
      throw new OperatorError("bad-input", `${part} is a symbolic link.`, {
        hint: "Install where it leads to, or copy the skill by hand.",
      });
    }
  }
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw new OperatorError("bad-input", `${path} cannot be read.`, { cause: error });
  });
}
