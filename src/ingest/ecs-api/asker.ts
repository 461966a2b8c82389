import type { JsonObject } from "../../core/record.ts";
import type { Coverage } from "../../core/coverage.ts";
import { isObject, type Json } from "../../core/record.ts";
import type { Failure } from "../aws/failure.ts";
import { persist, type Persistence } from "../aws/persist.ts";
import { iamActionOf, type EcsClient, type Read } from "./ecs-client.ts";

/** What kept a read from its answer. */
export interface Trouble {
  readonly state: Extract<Coverage["state"], "denied" | "not-asked" | "partial" | "unreachable">;
  readonly note: string;
  /** The cluster or service is not there. */
  readonly isMissing?: true;
  readonly failure?: Failure;
}

/** An answer as JSON, dates as ISO 8601, or what kept it from coming. */
export type Asked = { readonly body: JsonObject } | { readonly trouble: Trouble };

/** Never more than these for one reading: ECS's own API is what production lives on. */
const PATIENCE = { throttled: 4, server: 3, unreachable: 2 } as const;

/** Asks within a budget, and asks nothing again that it may not ask. */
export class Asker {
  readonly #client: EcsClient;
  readonly #persistence: Persistence;
  readonly #most: number;
  readonly #closed = new Map<Read, Trouble>();
  #spent = 0;
  #answered = 0;
  #down: Trouble | undefined;
  #reported = 0;

  constructor(client: EcsClient, persistence: Omit<Persistence, "attempts">, most: number) {
    this.#client = client;
    this.#persistence = { ...persistence, attempts: PATIENCE };
    this.#most = most;
  }

  /** Requests made since this was asked last. */
  takeCount(): number {
    const since = this.#spent - this.#reported;
    this.#reported = this.#spent;
    return since;
  }

  /** What kept AWS from answering anything at all, where nothing was answered. */
  get down(): { readonly operation: Read; readonly failure: Failure } | undefined {
    const [first] = this.#closed;
    const failure = first?.[1].failure;
    return this.#down && first && failure ? { operation: first[0], failure } : undefined;
  }

  async ask(operation: Read, input: object): Promise<Asked> {
    const closed = this.#down ?? this.#closed.get(operation);
    if (closed) return { trouble: closed };
    if (this.#spent >= this.#most) return { trouble: this.#outOfBudget() };
    const attempted = await this.#attempt(operation, input);
    if ("trouble" in attempted) {
      this.#close(operation, attempted.trouble);
      return attempted;
    }
    this.#answered++;
    return { body: plain(attempted.output) };
  }

  /** All pages of a list; the last may be what kept the rest from coming. */
  async *pages(operation: Read, input: object): AsyncGenerator<Asked> {
    const [into, from] =
      operation === "DescribeScalingActivities"
        ? ["NextToken", "NextToken"]
        : ["nextToken", "nextToken"];
    let token: Json | undefined;
    do {
      const asked = await this.ask(
        operation,
        token === undefined ? input : { ...input, [into]: token },
      );
      yield asked;
      const next: Json | undefined = "body" in asked ? asked.body[from] : undefined;
      token = next === token ? undefined : next;
    } while (typeof token === "string");
  }

  /** Where nothing has been answered yet and this is no matter of one permission, nothing more is asked. */
  #close(operation: Read, trouble: Trouble): void {
    if (trouble.isMissing) {
      this.#answered++;
      return;
    }
    this.#closed.set(operation, trouble);
    const isPartOnly = trouble.state === "denied" || trouble.state === "not-asked";
    if (this.#answered === 0 && !isPartOnly) this.#down ??= trouble;
  }

  async #attempt(
    operation: Read,
    input: object,
  ): Promise<{ readonly output: object } | { readonly trouble: Trouble }> {
    try {
      const attempted = await persist((signal) => {
        if (this.#spent >= this.#most) throw new OutOfBudget();
        this.#spent++;
        return this.#client.read(operation, input, signal);
      }, this.#persistence);
      if ("output" in attempted) return attempted;
      return { trouble: troubleOf(operation, attempted.failure) };
    } catch (error) {
      if (error instanceof OutOfBudget) return { trouble: this.#outOfBudget() };
      throw error;
    }
  }

  #outOfBudget(): Trouble {
    return { state: "not-asked", note: `stopped after ${this.#most} requests to ECS` };
  }
}

class OutOfBudget extends Error {
  override readonly name = "OutOfBudget";
}

const MISSING: ReadonlySet<string> = new Set([
  "ClusterNotFoundException",
  "ServiceNotFoundException",
]);

const DENIED: ReadonlySet<string> = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "NotAuthorized",
  "OperationNotPermittedException",
  "UnauthorizedOperation",
]);

function troubleOf(operation: Read, failure: Failure): Trouble {
  const action = iamActionOf(operation);
  const { kind, said, cause } = failure;
  const name = cause instanceof Error ? cause.name : "";
  if (MISSING.has(name)) return { state: "partial", note: said, isMissing: true, failure };
  if (DENIED.has(name))
    return { state: "denied", note: `not allowed; ${action} would show them`, failure };
  if (kind === "throttled") {
    return { state: "unreachable", note: `AWS throttles ${action}; others need it more`, failure };
  }
  return { state: "unreachable", note: `no answer to ${action}: ${said}`, failure };
}

/** The SDK's answer as JSON: dates become ISO 8601, its own remarks are left out. */
function plain(output: object): JsonObject {
  const copy: unknown = JSON.parse(JSON.stringify({ ...output, $metadata: undefined }));
  return isObject(copy) ? copy : {};
}
