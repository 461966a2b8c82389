import type * as Sqs from "@aws-sdk/client-sqs";
import { failureError, readFailure, type Whereabouts } from "../aws/failure.ts";
import type { SourceSettings } from "../source.ts";
import type { QueueAddress } from "./queue-address.ts";

/** One message as it was received. */
export interface QueueMessage {
  readonly id: string;
  readonly receipt: string;
  readonly body: string;
  /** How many times it was received until now, this time included. */
  readonly received: number;
}

/** One queue, as the SDK reaches it. */
export interface QueueClient {
  readonly region: string;
  readonly receive: (waitSeconds: number, signal: AbortSignal) => Promise<readonly QueueMessage[]>;
  /** Removes messages; those that could not be removed come again. */
  readonly remove: (messages: readonly QueueMessage[], signal: AbortSignal) => Promise<void>;
  /** Hides messages for another while. */
  readonly extend: (messages: readonly QueueMessage[], signal: AbortSignal) => Promise<void>;
  /** Where messages go that are received too often; nothing where nowhere, or where it may not be asked. */
  readonly askDeadLetters: (signal: AbortSignal) => Promise<DeadLetters>;
  readonly renew: () => Promise<void>;
}

/** What the queue's redrive policy says. */
export type DeadLetters =
  | { readonly kind: "queue"; readonly after: number }
  | { readonly kind: "none" }
  | { readonly kind: "not-known" };

/** SQS hands out at most so many at once. */
const BATCH = 10;

/**
 * Loads the SDK, which takes a while, and finds region, credentials and the queue's address.
 *
 * @throws OperatorError where any of them is not to be had.
 */
export async function connect(
  address: QueueAddress,
  settings: SourceSettings,
): Promise<QueueClient> {
  // The SDK announces on standard error when it will drop Node 20; only the first client reads this.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const sdk = await import("@aws-sdk/client-sqs");
  const client = new sdk.SQSClient(configOf(address, settings));
  const explain = <Result>(call: string, work: () => Promise<Result>): Promise<Result> =>
    explaining(work, {
      region: address.region ?? settings.region ?? "",
      profile: settings.profile,
      call,
    });
  const region = await explain("the search for credentials", () => client.config.region());
  await explain("the search for credentials", () => client.config.credentials());
  const { name: QueueName, account: QueueOwnerAWSAccountId } = address;
  const input = {
    QueueName,
    ...(QueueOwnerAWSAccountId !== undefined && { QueueOwnerAWSAccountId }),
  };
  const found =
    address.url === undefined
      ? await explain("sqs:GetQueueUrl", () => client.send(new sdk.GetQueueUrlCommand(input)))
      : { QueueUrl: address.url };
  const QueueUrl = found.QueueUrl ?? "";

  return {
    region,
    ...callsOf({ sdk, client, QueueUrl, visibility: address.visibility }),
    renew: async () => {
      await explain("the search for credentials", () =>
        client.config.credentials({ forceRefresh: true }),
      );
    },
  };
}

interface Opened {
  readonly sdk: typeof Sqs;
  readonly client: Sqs.SQSClient;
  readonly QueueUrl: string;
  readonly visibility: number;
}

function callsOf({
  sdk,
  client,
  QueueUrl,
  visibility: VisibilityTimeout,
}: Opened): Omit<QueueClient, "region" | "renew"> {
  return {
    receive: async (WaitTimeSeconds, abortSignal) => {
      const command = new sdk.ReceiveMessageCommand({
        QueueUrl,
        WaitTimeSeconds,
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout,
        MessageSystemAttributeNames: ["ApproximateReceiveCount"],
      });
      const { Messages = [] } = await client.send(command, { abortSignal });
      return Messages.map(readMessage);
    },
    remove: async (messages, abortSignal) => {
      const Entries = entriesOf(messages);
      const command = new sdk.DeleteMessageBatchCommand({ QueueUrl, Entries });
      await client.send(command, { abortSignal });
    },
    extend: async (messages, abortSignal) => {
      const Entries = entriesOf(messages).map((entry) => ({ ...entry, VisibilityTimeout }));
      const command = new sdk.ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries });
      await client.send(command, { abortSignal });
    },
    askDeadLetters: async (abortSignal) => {
      const command = new sdk.GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ["RedrivePolicy"],
      });
      try {
        const { Attributes } = await client.send(command, { abortSignal });
        return readPolicy(Attributes?.RedrivePolicy);
      } catch (error) {
        if (readFailure(error) === undefined) throw error;
        return { kind: "not-known" };
      }
    },
  };
}

interface Entry {
  readonly Id: string;
  readonly ReceiptHandle: string;
}

function entriesOf(messages: readonly QueueMessage[]): Entry[] {
  return messages.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }));
}

async function explaining<Result>(
  work: () => Promise<Result>,
  where: Whereabouts,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const failure = readFailure(error);
    throw failure ? failureError(failure, where) : error;
  }
}

function configOf(address: QueueAddress, settings: SourceSettings): object {
  const endpoint = address.endpoint ?? settings.endpointUrl;
  const { AWS_REGION: own = "", AWS_DEFAULT_REGION: ofCli = "" } = process.env;
  const fallback = own === "" && ofCli !== "" ? ofCli : undefined;
  const region = address.region ?? settings.region ?? fallback;
  return {
    ...(region !== undefined && { region }),
    ...(settings.profile !== undefined && { profile: settings.profile }),
    ...(settings.credentials && { credentials: settings.credentials }),
    // Behind another endpoint the queue's own address may lead nowhere.
    ...(endpoint !== undefined && { endpoint, useQueueUrlAsEndpoint: false }),
    // Retries are ours, so that an interruption ends them.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5000 },
    customUserAgent: "tasktrail",
  };
}

function readMessage({ MessageId, ReceiptHandle, Body, Attributes }: Sqs.Message): QueueMessage {
  return {
    id: MessageId ?? "",
    receipt: ReceiptHandle ?? "",
    body: Body ?? "",
    received: Number(Attributes?.ApproximateReceiveCount ?? 1),
  };
}

function readPolicy(text: string | undefined): DeadLetters {
  if (text === undefined) return { kind: "none" };
  try {
    const { maxReceiveCount } = JSON.parse(text) as { readonly maxReceiveCount?: unknown };
    return { kind: "queue", after: Number(maxReceiveCount) };
  } catch {
    return { kind: "not-known" };
  }
}
