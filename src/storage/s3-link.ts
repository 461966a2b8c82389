import type * as S3 from "@aws-sdk/client-s3";
import { OperatorError } from "../core/errors.ts";
import type { StoreSettings } from "./store-settings.ts";

/** How to reach one bucket; `options` come from its URI. */
export interface S3LinkSettings extends StoreSettings {
  /** Requests are not signed: a public bucket. */
  readonly anonymous?: boolean;
}

type Sdk = typeof S3;

/** The SDK's client for one bucket, which moves to the bucket's region once S3 has told it. */
export class S3Link {
  readonly sdk: Sdk;
  client: S3.S3Client;
  readonly #settings: S3LinkSettings;
  #region: string;

  constructor(sdk: Sdk, region: string, settings: S3LinkSettings) {
    this.sdk = sdk;
    this.#settings = settings;
    this.#region = region;
    this.client = this.#makeClient();
  }

  /** From now on in that region, and with the credentials that were found. */
  move(region: string): void {
    if (region === this.#region) return;
    this.#region = region;
    this.client = this.#makeClient();
  }

  /** @throws OperatorError `no-credentials`, `expired-credentials` where nobody gives any. */
  async findCredentials(options: { readonly forceRefresh?: boolean } = {}): Promise<void> {
    if (this.#settings.anonymous === true) return;
    try {
      await this.client.config.credentials(options);
    } catch (cause) {
      throw credentialsError(cause, this.#settings.profile);
    }
  }

  #makeClient(): S3.S3Client {
    return new this.sdk.S3Client({ region: this.#region, ...configOf(this.#settings) });
  }
}

/**
 * Loads the SDK, which takes a while, and finds region and credentials. A bucket has its own region, so that none need be
 * given: S3 tells.
 *
 * @throws OperatorError `no-credentials`, `expired-credentials`.
 */
export async function connect(settings: S3LinkSettings): Promise<S3Link> {
  // The SDK announces on standard error when it will drop Node 20; only the first client reads this.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const sdk = await import("@aws-sdk/client-s3");
  const link = new S3Link(sdk, settings.region ?? (await usualRegion(sdk, settings)), settings);
  await link.findCredentials();
  return link;
}

/** What environment and profile say, else where S3 knows of every bucket. */
async function usualRegion(sdk: Sdk, settings: S3LinkSettings): Promise<string> {
  const { AWS_REGION: own = "", AWS_DEFAULT_REGION: ofCli = "" } = process.env;
  if (own !== "" || ofCli !== "") return own === "" ? ofCli : own;
  try {
    return await new sdk.S3Client(configOf(settings)).config.region();
  } catch {
    return "us-east-1";
  }
}

function configOf(settings: S3LinkSettings): S3.S3ClientConfig {
  const { profile, credentials, endpointUrl, anonymous } = settings;
  const isElsewhere = endpointUrl !== undefined || endpointOfEnv() !== undefined;
  return {
    ...(profile !== undefined && { profile }),
    ...(credentials && { credentials }),
    ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
    ...(anonymous && UNSIGNED),
    forcePathStyle: isElsewhere,
    // Retries are ours: the SDK does not see a body that is cut.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5000 },
    customUserAgent: "tasktrail",
  };
}

const UNSIGNED: S3.S3ClientConfig = {
  credentials: { accessKeyId: "anonymous", secretAccessKey: "anonymous" },
  signer: { sign: async (request) => request },
};

/** Read by the SDK itself; here only to tell what it leads to from AWS. */
export function endpointOfEnv(): string | undefined {
  const { AWS_ENDPOINT_URL_S3: own = "", AWS_ENDPOINT_URL: all = "" } = process.env;
  return [own, all].find((one) => one !== "");
}

function credentialsError(cause: unknown, profile: string | undefined): OperatorError {
  const said = cause instanceof Error ? cause.message : String(cause);
  const inProfile = profile === undefined ? "" : ` in the profile ${profile}`;
  if (/aws sso login|expired|refresh/i.test(said)) {
    const hint = `Sign in again: aws sso login${profile === undefined ? "" : ` --profile ${profile}`}, or renew AWS_SESSION_TOKEN.`;
    return new OperatorError("expired-credentials", `The AWS credentials have expired: ${said}`, {
      hint,
      cause,
    });
  }
  return new OperatorError("no-credentials", `There are no AWS credentials${inProfile}: ${said}`, {
    hint: "Choose a profile with --profile or AWS_PROFILE, or sign in with aws sso login; a public bucket needs none: s3://bucket?anonymous=true.",
    cause,
  });
}
