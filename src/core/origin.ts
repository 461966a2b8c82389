import type { Evidence } from "./evidence.ts";

/** Where a call came from. */
export interface Origin {
  readonly kind: "address" | "aws-service" | "aws-internal" | "unknown";
  /** What to call it: `203.0.113.7`, `ecs.application-autoscaling.amazonaws.com`, `AWS Internal`. Hostile until rendered. */
  readonly name: string;
  /** The user's own label for the address's network: `office`. */
  readonly label?: string;
  /** The network that announces the address: `AS36459 GitHub, Inc.`. From offline data, so possibly out of date. */
  readonly network?: string;
  /** ISO 3166-1 alpha-2 code. From offline data, so possibly out of date. */
  readonly country?: string;
  readonly vpcEndpoint?: string;
  readonly evidence: readonly Evidence[];
}

/** What is known about addresses outside the record: the user's labels and offline network data. Core has none of its own. */
export interface AddressBook {
  /** Never throws; an empty object for what is unknown. */
  readonly lookUp: (address: string) => {
    readonly label?: string;
    readonly network?: string;
    readonly country?: string;
  };
  /** True where the user has labelled networks, so that an address without a label is "unexpected". */
  readonly hasLabels: boolean;
}

/** Knows nothing. */
export const EMPTY_ADDRESS_BOOK: AddressBook = { lookUp: () => ({}), hasLabels: false };
