/** A bucket of the emulated S3. */
export interface Bucket {
  readonly name: string;
  /** Requests signed for another region are sent there. Absent: every region will do. */
  readonly region?: string;
  /** By key. Whoever holds the map may change it while the emulator runs. */
  readonly objects: ReadonlyMap<string, Uint8Array | BucketObject>;
  /** Only who says that he pays is answered. */
  readonly requesterPays?: true;
  /** Whether a listing tells of a key yet; it can be got anyway. Default: always. */
  readonly isListed?: (key: string) => boolean;
}

/** An object of which more is to be told than its bytes. */
export interface BucketObject {
  readonly bytes: Uint8Array;
  /** As `x-amz-meta-…`, names without it. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** `GLACIER`, `DEEP_ARCHIVE`: not to be got. */
  readonly storageClass?: string;
  /** Restored from the archive for a while. */
  readonly isRestored?: true;
  /** Encrypted with a key that the reader may not use. */
  readonly isKeyDenied?: true;
}
