import { SinkFailure } from "../sink.ts";

/** What is posted to a web address. */
export interface Post {
  /** May be a secret: it never stands in an error. */
  readonly address: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer is read no further than this. */
const LONGEST_ANSWER = 2000;

/**
 * Posts JSON and returns what was answered. Redirects are not followed: a secret address must not be handed on.
 *
 * @throws SinkFailure
 */
export async function post(
  { address, body, headers }: Post,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly text: string }> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json", "user-agent": "tasktrail", ...headers },
      body,
      signal,
    });
    text = (await response.text()).slice(0, LONGEST_ANSWER);
  } catch (error) {
    throw unanswered(error);
  }
  const { status } = response;
  if (status >= 200 && status < 300) return { status, text };
  throw failureOf(status, text, retryAfter(response.headers.get("retry-after")));
}

/** Nothing was sent where not even a connection was made. */
const NEVER_SENT =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT|TLS|SELF_SIGNED/;

function unanswered(error: unknown): SinkFailure {
  const code = codeOf(error);
  const mayHaveArrived = !NEVER_SENT.test(code);
  return new SinkFailure("unavailable", `no answer (${code})`, { mayHaveArrived });
}

/** Only the code: messages of fetch repeat the address. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { cause } = error;
  const inner = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
  return inner ?? error.name;
}

function failureOf(status: number, text: string, wait: number | undefined): SinkFailure {
  const said = `HTTP ${String(status)}${text.trim() === "" ? "" : `: ${text.trim().slice(0, 200)}`}`;
  const more = wait === undefined ? {} : { retryAfterMs: wait };
  if (status === 429) return new SinkFailure("throttled", said, more);
  if (status === 408) return new SinkFailure("unavailable", said, more);
  if (status === 400 || status === 413 || status === 415 || status === 422) {
    return new SinkFailure("refused", said);
  }
  if (status < 500) return new SinkFailure("misconfigured", said, more);
  // 503 says that it was not taken; behind other errors it may have been.
  return new SinkFailure("unavailable", said, { ...more, mayHaveArrived: status !== 503 });
}

const LONGEST_WAIT_MS = 3_600_000;

/** Seconds, or a date, as RFC 9110 has it; in milliseconds. */
export function retryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d{1,9}$/.test(header.trim()) ? Number(header) : Number.NaN;
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_WAIT_MS);
}
