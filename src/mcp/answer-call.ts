import type { CallToolResult, ServerContext } from "@modelcontextprotocol/server";
import type { Question } from "../ask/question.ts";
import { OperatorError } from "../core/errors.ts";
import type { Asker, Hearing } from "./asker.ts";
import { briefText } from "./brief-text.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { forAgents } from "./for-agents.ts";
import { makeBrief, NOTHING_SKIPPED } from "./make-brief.ts";
import { argumentsOf, DEFAULT_TOKENS } from "./tool-parameters.ts";

type Input = Readonly<Record<string, unknown>>;

/** Answers one call of a tool. What the caller or the operator must put right is said as the tool's error. */
export async function answerCall(
  question: Question,
  input: Input,
  asker: Asker,
  context: ServerContext,
): Promise<CallToolResult> {
  const hearing = hearingOf(context);
  try {
    return await answerWithin(question, input, asker, hearing);
  } catch (error) {
    hearing.signal.throwIfAborted();
    if (!(error instanceof OperatorError)) throw error;
    const { code, message, hint = "" } = error;
    const text = `${code}: ${forAgents(inParameters(message), 600)} ${forAgents(inParameters(hint), 600)}`;
    return { content: [{ type: "text", text: text.trim() }], isError: true };
  }
}

/** The command line's spelling as a tool's: `--since: lies in the future`, `<target>: is missing`. */
function inParameters(text: string): string {
  return text
    .replaceAll(/(?<![\w-])--([a-z]+)(?:-([a-z]))?/g, (_, word: string, next = "") =>
      next === "" ? word : word + String(next).toUpperCase(),
    )
    .replaceAll(/<(target|record|verb)>/g, "$1");
}

async function answerWithin(
  question: Question,
  input: Input,
  asker: Asker,
  hearing: Hearing,
): Promise<CallToolResult> {
  const { cursor: typed, maxTokens = DEFAULT_TOKENS } = input;
  const args = argumentsOf(question, input);
  const { name } = question;
  const now = asker.now();
  const cursor =
    typeof typed === "string" ? readCursor(typed, name, args, now) : { now, skip: NOTHING_SKIPPED };
  const answer = await asker.ask(question, args, { ...hearing, now: cursor.now });
  const asked = new Date(answer.now);
  const brief = makeBrief(answer, {
    maxTokens: Number(maxTokens),
    skip: cursor.skip,
    cursorAt: (skip) => writeCursor(name, args, { now: asked, skip }),
  });
  return {
    content: [{ type: "text", text: briefText(brief) }],
    structuredContent: { ...brief },
  };
}

/** Progress is told only to those who asked for it, at most so often. */
const INTERVAL_MS = 500;

function hearingOf({ mcpReq, http }: ServerContext): Hearing {
  const { signal: cancelled, _meta: meta } = mcpReq;
  const progressToken = meta?.progressToken;
  const gone = http?.req?.signal;
  const signal = gone ? AbortSignal.any([cancelled, gone]) : cancelled;
  if (progressToken === undefined) return { signal };
  let progress = 0;
  let last = Number.NEGATIVE_INFINITY;
  const hear = (text: string): void => {
    const now = performance.now();
    if (signal.aborted || now - last < INTERVAL_MS) return;
    last = now;
    progress += 1;
    const params = { progressToken, progress, message: forAgents(text) };
    // Whoever hangs up while being told is told by the signal.
    mcpReq.notify({ method: "notifications/progress", params }).catch(() => undefined);
  };
  return { signal, hear };
}
