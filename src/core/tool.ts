import type { Evidence } from "./evidence.ts";
import type { CloudTrailRecord } from "./record.ts";
import type { UserAgent } from "./user-agent.ts";

/** What kind of thing sent a call. */
export type ToolKind =
  | "console"
  | "cli"
  | "iac"
  | "ci"
  | "sdk"
  | "aws-service"
  | "ecs-agent"
  | "unknown";

/** What sent the call. Read from `userAgent`, so only ever `claimed`, unless a field that AWS writes says it. */
export interface Tool {
  readonly kind: ToolKind;
  /** `Terraform`, `aws-cli`, `AWS console`, `boto3` … */
  readonly name: string;
  readonly version?: string;
  /** The tool's command where it says so: `ecs update-service`. */
  readonly command?: string;
  /** The AI coding agent or MCP server that drove it, where it says so: `Claude Code`. Absent means unknown, not human. */
  readonly aiAgent?: string;
  readonly evidence: readonly Evidence[];
  /** What the user agent claims where a field that AWS writes contradicts it: shown, never believed. */
  readonly contradicted?: string;
}

/** A reader that recognises one tool, one per file in tools/. The list's order decides between two that fit. */
export interface ToolReader {
  /** Kebab-case, equal to the file's name. */
  readonly id: string;
  readonly kind: ToolKind;
  readonly name: string;
  /** The tool's version and command, or nothing where this is another tool. */
  readonly recognise: (agent: UserAgent, record: CloudTrailRecord) => RecognisedTool | undefined;
  /** Real user agents; run as a test: this reader, and none before it in the list, recognises each. */
  readonly examples: readonly ToolExample[];
}

/** What a reader found; `kind` and `name` override the reader's own where one file knows several. */
export interface RecognisedTool {
  readonly kind?: ToolKind;
  readonly name?: string;
  readonly version?: string;
  readonly command?: string;
}

/** One user agent and what must be read from it. */
export interface ToolExample {
  readonly userAgent: string;
  readonly name?: string;
  readonly version?: string;
  readonly command?: string;
}

/** Returns its argument. */
export function defineTool(reader: ToolReader): ToolReader {
  return reader;
}
