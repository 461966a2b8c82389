import { createHash } from "node:crypto";
import { OperatorError } from "../core/errors.ts";

/** `slack://env/SLACK_WEBHOOK_URL?at-least=high`, taken apart. What stands there may be a secret. */
export interface SinkUri {
  readonly scheme: string;
  /** `slack+http://`: without TLS, which only loopback may. */
  readonly isPlain: boolean;
  /** What stands between `://` and `?`; where that is `env/NAME`, what the variable holds. */
  readonly rest: string;
  /** The variable's name, where one was given. */
  readonly variable: string | undefined;
  readonly query: URLSearchParams;
}

const URI = /^([a-z][a-z0-9-]*)(\+http)?:\/\/([^?]*)(?:\?(.*))?$/is;

/**
 * @throws OperatorError `bad-argument` for what is no URI, and for a variable that is not set; never repeats a secret.
 */
export function parseSinkUri(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): SinkUri {
  const [, scheme, plain, rest = "", query = ""] = URI.exec(text.trim()) ?? [];
  if (scheme === undefined) {
    throw new OperatorError("bad-argument", "A sink is not a URI.", {
      hint: "Write one as in slack://env/SLACK_WEBHOOK_URL, sns://arn:aws:sns:… or file:///var/log/findings.ndjson.",
    });
  }
  const variable = /^env\/(\w+)$/.exec(rest)?.[1];
  const value = variable === undefined ? rest : (env[variable] ?? "").trim();
  if (variable !== undefined && value === "") {
    throw new OperatorError(
      "bad-argument",
      `The sink ${scheme}://env/${variable} has no address: the variable ${variable} is not set.`,
      { hint: `Set ${variable} to the secret address, routing key or URL.` },
    );
  }
  return {
    scheme: scheme.toLowerCase(),
    isPlain: plain !== undefined,
    rest: value,
    variable,
    query: new URLSearchParams(query),
  };
}

/** What a sink is called where people see it and in the outbox: never a secret, the same after a restart. */
export function sinkName({ scheme, rest, variable, query }: SinkUri, isSecret: boolean): string {
  const given = query.get("name");
  if (given !== null && given !== "") return given;
  if (variable !== undefined) return `${scheme}://env/${variable}`;
  if (!isSecret) return `${scheme}://${rest}`;
  return `${scheme}://…${createHash("sha256").update(rest).digest("hex").slice(0, 8)}`;
}

/** Options of ours; what else stands behind the `?` belongs to the address. */
const OURS: ReadonlySet<string> = new Set(["at-least", "name", "secret-env"]);

function withoutOurs(query: URLSearchParams): string {
  const theirs = new URLSearchParams([...query].filter(([name]) => !OURS.has(name)));
  return theirs.size === 0 ? "" : `?${theirs.toString()}`;
}

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/;

/**
 * The https address that a sink's URI stands for. A variable may hold it whole.
 *
 * @throws OperatorError `bad-argument` for what is none, and for http to anywhere but this machine.
 */
export function addressOf({ scheme, rest, isPlain, variable, query }: SinkUri): string {
  const start = /^https?:\/\//i.test(rest) ? "" : `${isPlain ? "http" : "https"}://`;
  const theirs = variable === undefined ? withoutOurs(query) : "";
  const text = `${start}${rest}${theirs}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === "https:" || LOOPBACK.test(url?.hostname ?? "");
  if (url !== undefined && url.hostname !== "" && isSafe) return url.href;
  const where = variable === undefined ? `behind ${scheme}://` : `in ${variable}`;
  throw new OperatorError("bad-argument", `What stands ${where} is no https address.`, {
    hint: "Findings tell who did what: they leave this machine over TLS only.",
  });
}

/** An option that is the name of a variable, and what the variable holds. */
export function secretFrom(
  { query, scheme }: SinkUri,
  option: string,
  fallback: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const variable = query.get(option) ?? fallback;
  const value = env[variable] ?? "";
  if (value !== "") return value;
  throw new OperatorError(
    "bad-argument",
    `The sink ${scheme}:// has no secret: ${variable} is not set.`,
    {
      hint: `Set ${variable}, or name another variable with ?${option}=NAME.`,
    },
  );
}
