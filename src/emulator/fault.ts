import type { AwsRequest } from "./aws-request.ts";
import type { EmulatedReply } from "./service.ts";

/** Something that goes wrong on purpose. */
export interface Fault {
  readonly kind:
    | "access-denied"
    | "cut-body"
    | "expired-token"
    | "hang"
    | "rejected-token"
    | "server-error"
    | "throttle";
  /** How many requests it hits; default 1. `Infinity` for all. */
  readonly times?: number;
  /** Only requests of this operation, account or region. Default: any. */
  readonly operation?: string;
  readonly account?: string;
  readonly region?: string;
}

/** Faults waiting for the requests that they hit. */
export class FaultQueue {
  #waiting: readonly (Fault & { readonly times: number })[] = [];

  /** Adds faults behind those that still wait. */
  add(faults: readonly Fault[]): void {
    this.#waiting = [...this.#waiting, ...faults.map((fault) => ({ times: 1, ...fault }))];
  }

  /** The first fault that hits this request; it has one time less to go. */
  take(request: AwsRequest, account: string | undefined): Fault["kind"] | undefined {
    const fault = this.#waiting.find((one) => hits(one, request, account));
    if (!fault) return undefined;
    this.#waiting = this.#waiting
      .map((one) => (one === fault ? { ...one, times: one.times - 1 } : one))
      .filter(({ times }) => times > 0);
    return fault.kind;
  }
}

/** The error that a fault answers with; `hang` and `cut-body` answer with none. */
export function faultReply(kind: Fault["kind"], request: AwsRequest): EmulatedReply | undefined {
  switch (kind) {
    case "access-denied":
      return {
        error: "AccessDeniedException",
        message: `User is not authorized to perform: ${request.operation} because no identity-based policy allows the action`,
      };
    case "expired-token":
      return {
        error: "ExpiredTokenException",
        message: "The security token included in the request is expired",
      };
    case "rejected-token":
      return unrecognizedClient;
    case "server-error":
      return { error: "InternalFailure", message: "An internal error occurred.", status: 500 };
    case "throttle":
      return throttled;
    default:
      return undefined;
  }
}

export const throttled: EmulatedReply = { error: "ThrottlingException", message: "Rate exceeded" };

export const unrecognizedClient: EmulatedReply = {
  error: "UnrecognizedClientException",
  message: "The security token included in the request is invalid.",
};

function hits(fault: Fault, request: AwsRequest, account: string | undefined): boolean {
  return (
    (fault.operation === undefined || fault.operation === request.operation) &&
    (fault.account === undefined || fault.account === account) &&
    (fault.region === undefined || fault.region === request.credential?.region)
  );
}
