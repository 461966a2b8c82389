import { open, type FileHandle } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { OperatorError } from "../../core/errors.ts";
import { harmlessJson } from "../harmless.ts";
import { findingBody } from "../send/finding-body.ts";
import { defineSink, SinkFailure } from "../sink.ts";

/** A file of one JSON object a line, for whatever collects logs on this machine. */
export const file = defineSink({
  scheme: "file",
  summary:
    "A file to which each message is added as a line of JSON; a later line with the same `id` replaces an earlier one.",
  example: "file:///var/log/tasktrail/findings.ndjson",
  isSecret: false,
  open: async ({ rest }) => {
    const path = pathOf(rest);
    return {
      updates: true,
      send: async (message) => {
        try {
          await addLine(path, harmlessJson(findingBody(message)));
        } catch (error) {
          const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
          const kind = /ENOSPC|EDQUOT|EIO|EMFILE|ENFILE/.test(code)
            ? "unavailable"
            : "misconfigured";
          throw new SinkFailure(kind, `the file cannot be written (${code})`);
        }
      },
    };
  },
});

function pathOf(rest: string): string {
  try {
    return fileURLToPath(`file://${rest}`);
  } catch (cause) {
    throw new OperatorError("bad-argument", `file://${rest} is not the address of a file.`, {
      hint: "Write file:/// and an absolute path.",
      cause,
    });
  }
}

/** Who did what is nobody else's business, so the file is private. What a killed process left torn is ended first. */
async function addLine(path: string, line: string): Promise<void> {
  const handle = await open(path, "a+", 0o600);
  try {
    const torn = await endsTorn(handle);
    await handle.appendFile(`${torn ? "\n" : ""}${line}\n`);
    await handle.datasync().catch((error: unknown) => {
      // Pipes and devices have nothing to be synced.
      if (!(error instanceof Error && "code" in error && error.code === "EINVAL")) throw error;
    });
  } finally {
    await handle.close();
  }
}

async function endsTorn(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  await handle.read(last, 0, 1, size - 1);
  return last.toString() !== "\n";
}
