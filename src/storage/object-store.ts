/** A place where a trail's files lie: a bucket, or a folder that was copied from one. */
export interface ObjectStore {
  /** `s3://bucket`, `file:///folder`. Keys are told below it. */
  readonly uri: string;
  /**
   * Objects whose key begins with `prefix`, in the order of their keys.
   *
   * @throws StoreFailure
   */
  list(prefix: string, options?: ListOptions): AsyncIterable<StoredObject>;
  /**
   * The next parts of the keys below `prefix`, up to and with the next `/`: `AWSLogs/` → `AWSLogs/111122223333/`.
   *
   * @throws StoreFailure
   */
  folders(prefix: string, signal?: AbortSignal): AsyncIterable<string>;
  /** @throws StoreFailure */
  get(key: string, signal?: AbortSignal): Promise<FetchedObject>;
}

export interface ListOptions {
  /** Only keys behind this one. */
  readonly startAfter?: string;
  readonly signal?: AbortSignal;
}

export interface StoredObject {
  readonly key: string;
  /** Bytes as stored. */
  readonly size: number;
  /**
   * Another one wherever the content may be another: S3's ETag; of a file its inode and the times of its last changes.
   * Absent where a later change could go unnoticed.
   */
  readonly etag?: string;
  /** `GLACIER`, `DEEP_ARCHIVE` … ; absent for what can be read at once. */
  readonly storageClass?: string;
}

export interface FetchedObject {
  /** As stored: still compressed. */
  readonly bytes: Uint8Array;
  /** The object's own metadata, names in lower case without `x-amz-meta-`: `signature`. Empty in a folder. */
  readonly metadata: ReadonlyMap<string, string>;
}

/** Why an object or a listing could not be read. */
export class StoreFailure extends Error {
  override readonly name = "StoreFailure";
  readonly code:
    | "not-found"
    | "access-denied"
    | "key-denied"
    | "archived"
    | "unreachable"
    /** The credentials have run out: nothing more will be answered. */
    | "expired";

  constructor(code: StoreFailure["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
