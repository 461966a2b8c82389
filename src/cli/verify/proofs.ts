import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { fileMemory } from "../../integrity/file-memory.ts";
import { openNotebook } from "../../integrity/notebook.ts";
import type { Proofs } from "../../integrity/tell-integrity.ts";
import type { Notes } from "../../integrity/verified-spans.ts";
import { ledgerLocation } from "../../ledger/location.ts";
import { textOf, type Invocation } from "../command.ts";
import type { Surroundings } from "../surroundings.ts";

/**
 * What verifications left behind. It lies beside the usual ledger, also where another was named, so that there is one
 * place that knows of the latest one, and whoever asks of files alone, and so keeps nothing, finds it too; beside a named
 * ledger it lies as well, for homes that cannot be written. To look makes nothing.
 */
export function openProofs(invocation: Invocation, { env }: Pick<Surroundings, "env">): Proofs {
  const books = ledgersOf(invocation, env).map(notebookBeside);
  return {
    notes: {
      note: (key) => books.map((book) => book.note(key)).find((note) => note !== undefined),
      saveNote(key, value) {
        const failures = books.flatMap((book) => failureOf(() => book.saveNote(key, value)));
        const [first] = failures;
        if (first && failures.length === books.length) throw first;
      },
    },
    memoryOf: (uri) => fileMemory(verifiedFolder(env), uri),
  };
}

/** A ledger in memory has nothing beside it. */
function ledgersOf(invocation: Invocation, env: Surroundings["env"]): readonly string[] {
  const usual = ledgerLocation(env);
  return [...new Set([usual, textOf(invocation, "ledger") ?? usual])].filter(
    (one) => one !== ":memory:",
  );
}

function failureOf(work: () => void): readonly Error[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof Error) return [error];
    throw error;
  }
}

function notebookBeside(ledger: string): Notes {
  return openNotebook(`${ledger}.verified`);
}

/** `$XDG_CACHE_HOME/tasktrail/verified`, usually `~/.cache/tasktrail/verified`. */
export function verifiedFolder(env: Surroundings["env"]): string {
  const { XDG_CACHE_HOME: given = "", HOME: home = "" } = env;
  const shared = isAbsolute(given) ? given : join(home === "" ? homedir() : home, ".cache");
  return join(shared, "tasktrail", "verified");
}
