import type { SinkKind } from "../sink.ts";
import { eventBridge } from "./eventbridge.ts";
import { file } from "./file.ts";
import { pagerDuty } from "./pagerduty.ts";
import { ses } from "./ses.ts";
import { slack } from "./slack.ts";
import { sns } from "./sns.ts";
import { teams } from "./teams.ts";
import { terminal } from "./terminal.ts";
import { webhook } from "./webhook.ts";

/** Every kind of sink that findings can be sent to. */
export const sinks: readonly SinkKind[] = [
  terminal,
  file,
  slack,
  teams,
  pagerDuty,
  sns,
  eventBridge,
  ses,
  webhook,
];
