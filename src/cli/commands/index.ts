import type { Command } from "../command.ts";
import { backtest } from "./backtest.ts";
import { completion } from "./completion.ts";
import { coverage } from "./coverage.ts";
import { demo } from "./demo.ts";
import { doctor } from "./doctor.ts";
import { emulator } from "./emulator.ts";
import { evidence } from "./evidence.ts";
import { exportCommand } from "./export.ts";
import { init } from "./init.ts";
import { mcp } from "./mcp.ts";
import { names } from "./names.ts";
import { report } from "./report.ts";
import { rules } from "./rules.ts";
import { skill } from "./skill.ts";
import { sync } from "./sync.ts";
import { verify } from "./verify.ts";
import { watch } from "./watch.ts";

/** The commands that are no questions, in the order of help. */
export const commands: readonly Command[] = [
  demo,
  init,
  sync,
  watch,
  coverage,
  rules,
  backtest,
  verify,
  evidence,
  names,
  report,
  exportCommand,
  mcp,
  skill,
  doctor,
  emulator,
  completion,
];
