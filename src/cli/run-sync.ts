import { setTimeout } from "node:timers/promises";
import { operationsFor } from "../ask/operations.ts";
import { needWindow, readWindow } from "../ask/parameters.ts";
import type { Need } from "../ask/question.ts";
import { OperatorError } from "../core/errors.ts";
import { isOn, textOf, type Invocation, type Run } from "./command.ts";
import { sync } from "./commands/sync.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import { openMaterial, type Material } from "./material.ts";
import { planText } from "./plan-text.ts";
import { readAllEffects } from "./read-effects.ts";
import { nothingSeen, readMaterial, type Seen } from "./read-material.ts";
import { rememberUnseen } from "./remembered-unseen.ts";
import type { Surroundings } from "./surroundings.ts";
import { syncReport } from "./sync-report.ts";

const ALL_OF_EVENT_HISTORY = "90d";

/** Reads all changes of the window into the ledger, once or again and again. */
export const runSync: Run = async (invocation, surroundings) => {
  const every = intervalFrom(textOf(invocation, "every"));
  for (;;) {
    const code = await syncOnce(invocation, surroundings);
    if (every === undefined) return code;
    await setTimeout(every, undefined, { signal: surroundings.signal });
  }
};

async function syncOnce(invocation: Invocation, surroundings: Surroundings): Promise<ExitCode> {
  const material = await openMaterial(sync, invocation, surroundings);
  try {
    const seen = nothingSeen();
    const need = needOf(material);
    await readMaterial(material, need, surroundings, seen, undefined);
    if (!isOn(invocation, "dryRun") && textOf(invocation, "effects") !== "never") {
      await readAllEffects({ material, surroundings, seen }, need.window);
    }
    rememberUnseen(material.ledger, seen.coverage, material.now);
    surroundings.stdout.write(report(seen, invocation, material));
    return exitCode.answered;
  } finally {
    material.ledger.close();
  }
}

function needOf({ args, now }: Material): Need {
  const need = needWindow(readWindow(args, now, ALL_OF_EVENT_HISTORY), now);
  return { ...need, actions: operationsFor({}), globally: "Username=root" };
}

function report(seen: Seen, invocation: Invocation, { ledger }: Material): string {
  if (isOn(invocation, "dryRun")) return planText(seen);
  const format = textOf(invocation, "output") === "json" ? "json" : "text";
  return syncReport(seen, ledger.location, format);
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SHORTEST_MS = 30_000;

function intervalFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count = "", unit = ""] = /^(\d{1,6})\s*([smhd])$/.exec(text.trim()) ?? [];
  const interval = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (interval >= SHORTEST_MS) return interval;
  throw new OperatorError("bad-argument", `--every ${text} cannot be used.`, {
    hint: "Write 30s or longer: 10m, 1h.",
  });
}
