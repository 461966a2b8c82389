import type { Coverage } from "../core/coverage.ts";

/** One account and region to look at, with a way to get credentials for it. */
export interface Place {
  /** 12 digits; absent where only the credentials know. */
  readonly account?: string;
  /** What people call the account: `acme-prod`. */
  readonly name?: string;
  readonly region: string;
  /** The environment that the account belongs to: `prod`. */
  readonly environment?: string;
  /** Credentials for this account, fresh whenever asked; absent: the SDK's own search, with `profile` where given. */
  readonly credentials?: () => Promise<{
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
    readonly expiration?: Date;
  }>;
  readonly profile?: string;
}

/** The accounts and regions to look at, and what is known about them. */
export interface Fleet {
  readonly places: readonly Place[];
  /** Accounts or regions that are in the configuration and could not be entered, and the way to mend it. */
  readonly unreached: readonly Coverage[];
  /** `203.0.113.0/24=office`, as `openAddressBook` takes them. */
  readonly labels: readonly string[];
  /** The clusters of the environment that was asked for; absent: all. */
  readonly clusters?: readonly string[];
  /** Where the configuration was read; absent where there is none. */
  readonly file?: string;
}
