import { FaultQueue, faultReply, throttled, unrecognizedClient, type Fault } from "./fault.ts";
import type { AwsRequest } from "./aws-request.ts";
import { RateLimit } from "./rate-limit.ts";
import type { EmulatedReply, EmulatedService, World } from "./service.ts";
import { services } from "./services/index.ts";

/** Something that the emulator would not do. */
export interface Refusal {
  readonly service: string;
  readonly operation: string;
  /** `""` where the access key is of no account. */
  readonly account: string;
  readonly region: string;
  readonly input: AwsRequest["input"];
  readonly reason: string;
}

/** What answering one request comes to. */
export interface Answered {
  readonly reply: EmulatedReply;
  readonly service: string;
  readonly account?: string;
  readonly refusal?: Refusal;
  /** The connection is broken instead, or after half of the answer. */
  readonly breaks?: "hang" | "cut-body";
}

/** Answers requests about one world. */
export class Answerer {
  readonly faults = new FaultQueue();
  readonly #limit = new RateLimit();
  readonly #world: World;
  readonly #perSecond: number | undefined;

  /** @param perSecond replaces every operation's own rate. */
  constructor(world: World, perSecond: number | undefined) {
    this.#world = world;
    this.#perSecond = perSecond;
  }

  answer(request: AwsRequest): Answered {
    const service = services.find(({ target }) => target === request.target);
    const name = service?.name ?? request.target;
    const { accounts } = this.#world.scenario;
    const account = accounts.find(
      ({ accessKeyId }) => accessKeyId === request.credential?.accessKeyId,
    )?.id;
    const fault = this.faults.take(request, account);
    const known = { service: name, ...(account !== undefined && { account }) };
    const reply = (fault && faultReply(fault, request)) ?? signatureError(request, account);
    if (reply || !service || account === undefined) {
      return reply
        ? { ...known, reply }
        : { ...known, ...refuse(request, name, account ?? "", "unknown service") };
    }
    return { ...known, ...this.#ask(service, account, request), ...breaks(fault) };
  }

  #ask(
    service: EmulatedService,
    account: string,
    request: AwsRequest,
  ): Pick<Answered, "reply" | "refusal"> {
    const { operation, input, credential } = request;
    const perform = Object.hasOwn(service.operations, operation)
      ? service.operations[operation]
      : undefined;
    if (!perform || !credential) {
      return refuse(
        request,
        service.name,
        account,
        isRead(operation) ? "not emulated" : "read-only",
      );
    }
    const { region, accessKeyId } = credential;
    const perSecond = service.perSecond?.[operation];
    const key = `${service.name}/${operation}/${account}/${region}`;
    if (perSecond !== undefined && !this.#limit.allows(key, this.#perSecond ?? perSecond)) {
      return { reply: throttled };
    }
    return { reply: perform({ input, region, account, accessKeyId, world: this.#world }) };
  }
}

function breaks(fault: Fault["kind"] | undefined): Pick<Answered, "breaks"> {
  return fault === "hang" || fault === "cut-body" ? { breaks: fault } : {};
}

function signatureError(
  { credential }: AwsRequest,
  account: string | undefined,
): EmulatedReply | undefined {
  if (!credential) {
    return {
      error: "MissingAuthenticationTokenException",
      message: "Request is missing Authentication Token",
    };
  }
  return account === undefined ? unrecognizedClient : undefined;
}

function isRead(operation: string): boolean {
  return /^(Describe|Discover|Get|Head|List|Lookup)/.test(operation);
}

function refuse(
  { operation, input, credential }: AwsRequest,
  service: string,
  account: string,
  reason: string,
): Pick<Answered, "reply" | "refusal"> {
  const refusal = { service, operation, account, region: credential?.region ?? "", input, reason };
  if (reason !== "read-only") {
    const message = `The TaskTrail emulator does not answer ${service}:${operation}.`;
    return { refusal, reply: { error: "UnknownOperationException", message } };
  }
  return {
    refusal,
    reply: {
      error: "AccessDeniedException",
      message: `User: arn:aws:iam::${account}:user/tasktrail-reader is not authorized to perform: ${service}:${operation} because the TaskTrail emulator is read-only: it tells a story and changes nothing`,
    },
  };
}
