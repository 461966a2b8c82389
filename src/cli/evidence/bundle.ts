/** What an evidence bundle's manifest.json says; all paths are within the bundle. */
export interface Manifest {
  readonly format: "tasktrail-evidence";
  readonly version: 1;
  readonly tasktrail: string;
  readonly node: string;
  /** What was typed, without the path it was written to. */
  readonly commandLine: readonly string[];
  readonly window: { readonly from: string; readonly to: string };
  /** "Now" of the asker: ISO 8601 in UTC. */
  readonly asked: string;
  /** Every other file of the bundle. */
  readonly files: readonly {
    readonly path: string;
    readonly size: number;
    readonly sha256: string;
  }[];
  readonly records: readonly BundledRecord[];
  readonly logs: readonly BundledLog[];
  readonly digests: readonly BundledDigest[];
  /** What is not proven, as sentences. */
  readonly notes: readonly string[];
}

/** A record behind the answer. */
export interface BundledRecord {
  readonly eventID: string;
  readonly path: string;
  /** Key of the log file that it was found in; absent where it came from elsewhere. */
  readonly log?: string;
}

export interface BundledLog {
  /** `s3://bucket/key`, as the digest names it; of a file without digest, where it was read. */
  readonly key: string;
  /** Of the unpacked content. */
  readonly sha256: string;
  /** Absent where it is too large to be included. */
  readonly path?: string;
  /** Key of the digest that names it. */
  readonly digest?: string;
}

export interface BundledDigest {
  readonly key: string;
  readonly path: string;
  readonly region: string;
  readonly fingerprint: string;
  /** Hexadecimal; absent where none was to be had. */
  readonly signature?: string;
}

export const MANIFEST = "manifest.json";
export const PUBLIC_KEYS = "trail/public-keys.json";
/** Larger log files are told by their hash alone. */
export const LARGEST_LOG = 8 * 2 ** 20;
export const LARGEST_LOGS = 64 * 2 ** 20;
