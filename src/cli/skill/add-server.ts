import { isObject, type JsonObject } from "../../core/record.ts";
import { OperatorError } from "../../core/errors.ts";
import type { ServersFile } from "./agents.ts";

const NAME = "tasktrail";
const SERVER: JsonObject = { command: NAME, args: ["mcp"] };

/**
 * The file with our server's entry added, everything else as it was; nothing where it has one already.
 *
 * @param text what the file holds; absent where there is none.
 * @throws OperatorError `bad-input` where it holds something else than it should: then it is left alone.
 */
export function addServer(
  text: string | undefined,
  { file, form }: ServersFile,
): string | undefined {
  return form === "toml" ? addTable(text ?? "") : addMember(text, form, file);
}

function addTable(text: string): string | undefined {
  if (/^\s*\[\s*mcp_servers\s*\.\s*["']?tasktrail["']?\s*[\].]/m.test(text)) return undefined;
  const between = text === "" ? "" : text.endsWith("\n") ? "\n" : "\n\n";
  return `${text}${between}[mcp_servers.${NAME}]\ncommand = "${NAME}"\nargs = ["mcp"]\n`;
}

function addMember(text: string | undefined, member: string, file: string): string | undefined {
  const whole = text === undefined || text.trim() === "" ? {} : parse(text, file);
  const servers = whole[member] ?? {};
  if (!isObject(servers)) throw unusable(file, `its ${member} is no object`);
  if (Object.hasOwn(servers, NAME)) return undefined;
  const added = { ...whole, [member]: { ...servers, [NAME]: SERVER } };
  return `${JSON.stringify(added, null, indentOf(text))}\n`;
}

function parse(text: string, file: string): JsonObject {
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch {
    throw unusable(file, "it is no plain JSON (comments are not kept, so it is left alone)");
  }
  if (!isObject(whole)) throw unusable(file, "it is no JSON object");
  return whole;
}

function indentOf(text: string | undefined): string | number {
  return /\n([ \t]+)"/.exec(text ?? "")?.[1] ?? 2;
}

function unusable(file: string, why: string): OperatorError {
  return new OperatorError("bad-input", `${file} cannot be added to: ${why}.`, {
    hint: `Add this server to it by hand: ${JSON.stringify({ [NAME]: SERVER })}`,
  });
}
