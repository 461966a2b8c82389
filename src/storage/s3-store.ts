import type { ListObjectsV2CommandInput, ListObjectsV2CommandOutput } from "@aws-sdk/client-s3";
import { OperatorError } from "../core/errors.ts";
import {
  StoreFailure,
  type FetchedObject,
  type ListOptions,
  type ObjectStore,
  type StoredObject,
} from "./object-store.ts";
import { persist, type Attempt } from "./persist.ts";
import type { S3Failure } from "./s3-failure.ts";
import { connect, type S3Link, type S3LinkSettings } from "./s3-link.ts";

/** A bucket and how to ask for it. */
export interface BucketSettings extends S3LinkSettings {
  readonly bucket: string;
  /** The reader pays for requests and transfer, not the bucket's owner. */
  readonly requesterPays?: boolean;
}

/** What is asked of S3, as IAM names it. */
type Action = "s3:GetObject" | "s3:ListBucket";

/**
 * A bucket of S3 or of anything that speaks its protocol. Requests are repeated where that helps, and are sent to the
 * bucket's region once S3 has told it. Connects with the first request.
 */
export class S3Store implements ObjectStore {
  readonly uri: string;
  readonly #settings: BucketSettings;
  readonly #payer: { readonly RequestPayer?: "requester" };
  #link: Promise<S3Link> | undefined;

  constructor(settings: BucketSettings) {
    this.uri = `s3://${settings.bucket}`;
    this.#settings = settings;
    this.#payer = settings.requesterPays ? { RequestPayer: "requester" } : {};
  }

  /**
   * @throws StoreFailure
   * @throws OperatorError `no-credentials`, `expired-credentials` where there are none at all.
   */
  async *list(prefix: string, options: ListOptions = {}): AsyncGenerator<StoredObject> {
    const { startAfter, signal } = options;
    const first = startAfter === undefined ? {} : { StartAfter: startAfter };
    for await (const { Contents = [] } of this.#pages({ Prefix: prefix, ...first }, signal)) {
      for (const { Key, Size = 0, ETag, StorageClass, RestoreStatus } of Contents) {
        if (Key === undefined) continue;
        const isRestored = RestoreStatus !== undefined && !RestoreStatus.IsRestoreInProgress;
        const isAway = StorageClass !== undefined && ARCHIVES.has(StorageClass) && !isRestored;
        yield {
          key: Key,
          size: Size,
          ...(ETag !== undefined && { etag: ETag }),
          ...(isAway && { storageClass: StorageClass }),
        };
      }
    }
  }

  /** @throws StoreFailure */
  async *folders(prefix: string, signal?: AbortSignal): AsyncGenerator<string> {
    for await (const page of this.#pages({ Prefix: prefix, Delimiter: "/" }, signal)) {
      for (const { Prefix } of page.CommonPrefixes ?? []) if (Prefix !== undefined) yield Prefix;
    }
  }

  /** @throws StoreFailure */
  get(key: string, signal?: AbortSignal): Promise<FetchedObject> {
    return this.#ask("s3:GetObject", key, signal, async ({ client, sdk }, attempt) => {
      const command = new sdk.GetObjectCommand({ ...this.#bucket, Key: key });
      const {
        Body,
        ContentLength,
        Metadata = {},
      } = await client.send(command, {
        abortSignal: attempt.signal,
      });
      const bytes = await readBody(Body as NodeJS.ReadableStream | undefined, attempt);
      if (ContentLength !== undefined && bytes.length !== ContentLength)
        throw cut(ContentLength, bytes);
      return { bytes, metadata: new Map(Object.entries(Metadata)) };
    });
  }

  get #bucket(): { readonly Bucket: string; readonly RequestPayer?: "requester" } {
    return { Bucket: this.#settings.bucket, ...this.#payer };
  }

  async *#pages(
    input: Omit<ListObjectsV2CommandInput, "Bucket">,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ListObjectsV2CommandOutput> {
    let token: string | undefined;
    do {
      const next = token === undefined ? {} : { ContinuationToken: token };
      const page = await this.#ask(
        "s3:ListBucket",
        "",
        signal,
        async ({ client, sdk }, attempt) => {
          const command = new sdk.ListObjectsV2Command({
            ...input,
            ...next,
            ...this.#bucket,
            OptionalObjectAttributes: ["RestoreStatus"],
          });
          return client.send(command, { abortSignal: attempt.signal });
        },
      );
      yield page;
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  async #ask<Output>(
    action: Action,
    key: string,
    signal: AbortSignal | undefined,
    work: (link: S3Link, attempt: Attempt) => Promise<Output>,
  ): Promise<Output> {
    this.#link ??= connect(this.#settings);
    const link = await this.#link;
    const { sleep, timeoutMs, onRequest } = this.#settings;
    const answer = await persist((attempt) => work(link, attempt), {
      ...(sleep && { sleep }),
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(onRequest && { onRequest }),
      signal,
      prepare: async ({ passing, region }) => {
        if (region !== undefined) link.move(region);
        if (passing === "expired") await renew(link);
      },
    });
    if ("output" in answer) return answer.output;
    const { failure, cause } = answer;
    throw new StoreFailure(failure.code, this.#tell(action, key, failure), { cause });
  }

  #tell(action: Action, key: string, { code, said }: S3Failure): string {
    const what = key === "" ? `the bucket ${this.#settings.bucket}` : `${this.uri}/${key}`;
    switch (code) {
      case "not-found":
        return `There is no ${key === "" ? "bucket" : "object"} ${key === "" ? this.#settings.bucket : what}: ${said}`;
      case "access-denied":
        return `AWS denies ${action} on ${what}: ${said}`;
      case "key-denied":
        return `The KMS key of ${what} may not be used: ${said}`;
      case "archived":
        return `${what} is archived: ${said}`;
      case "expired":
        return `The AWS credentials have expired: ${said}`;
      case "unreachable":
        return `S3 did not answer ${action} on ${what}: ${said}`;
    }
  }
}

/** What can only be got after a restore; Glacier Instant Retrieval can be got at once. */
const ARCHIVES: ReadonlySet<string> = new Set(["DEEP_ARCHIVE", "GLACIER"]);

/** Where nobody can sign in again, the old credentials are tried once more, and their failure is told. */
async function renew(link: S3Link): Promise<void> {
  try {
    await link.findCredentials({ forceRefresh: true });
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
  }
}

async function readBody(
  body: NodeJS.ReadableStream | undefined,
  { signal, heard }: Attempt,
): Promise<Uint8Array> {
  if (!body) return new Uint8Array();
  const chunks: Buffer[] = [];
  const stop = (): void => {
    if ("destroy" in body && typeof body.destroy === "function") body.destroy(new Error("stopped"));
  };
  signal.addEventListener("abort", stop);
  try {
    for await (const chunk of body) {
      heard();
      chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
    }
  } finally {
    signal.removeEventListener("abort", stop);
  }
  const [only] = chunks;
  return chunks.length === 1 && only ? only : Buffer.concat(chunks);
}

function cut(expected: number, { length }: Uint8Array): Error {
  const message = `${String(length)} of ${String(expected)} bytes came`;
  return Object.assign(new Error(message), { code: "ECONNRESET" });
}
