/** How to reach a store: what the surroundings say. */
export interface StoreSettings {
  readonly profile?: string;
  readonly region?: string;
  /** Another S3 than AWS's, addressed path-style. */
  readonly endpointUrl?: string;
  /** Where credentials come from, instead of the SDK's own search; asked again when they run out. */
  readonly credentials?: () => Promise<{
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
    readonly expiration?: Date;
  }>;
  /** Waits between attempts; replaced in tests that do not want to. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** After so long a silence an attempt is given up; default 20 s. */
  readonly timeoutMs?: number;
  /** Hears of each request that is made. */
  readonly onRequest?: () => void;
}
