import { isIPv4, isIPv6 } from "./address.ts";
import { isServiceName } from "./aws-service.ts";
import type { Evidence } from "./evidence.ts";
import type { CloudTrailRecord } from "./record.ts";

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

/**
 * Where a call came from. AWS writes `sourceIPAddress`, so it is proven as far as it goes: the last hop before AWS, which may
 * be a proxy, a VPN or a NAT gateway. Label, network and country come from the book.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function readOrigin(record: CloudTrailRecord, book: AddressBook): Origin {
  const name = (record.sourceIPAddress ?? "").trim();
  const kind = kindOf(name);
  const known = kind === "address" ? book.lookUp(name) : {};
  const { vpcEndpointId } = record;
  return {
    kind,
    name,
    ...known,
    ...(vpcEndpointId !== undefined && { vpcEndpoint: vpcEndpointId }),
    evidence: [
      ...citeAddress(kind, name),
      ...citeBook(name, known),
      ...citeEndpoint(vpcEndpointId),
    ],
  };
}

function kindOf(name: string): Origin["kind"] {
  if (name === "AWS Internal" || name.startsWith("AWS Internal/")) return "aws-internal";
  if (isIPv4(name) || isIPv6(name)) return "address";
  return isServiceName(name) ? "aws-service" : "unknown";
}

const SAYS: Readonly<Record<Origin["kind"], string>> = {
  address: "the address the call came from",
  "aws-service": "an AWS service made the call",
  "aws-internal": "the call came from inside AWS",
  unknown: "neither an address nor a service",
};

function citeAddress(kind: Origin["kind"], name: string): readonly Evidence[] {
  if (name === "") return [];
  const grade = kind === "unknown" ? "claimed" : "proven";
  return [{ field: "sourceIPAddress", value: name, grade, says: SAYS[kind] }];
}

function citeBook(
  address: string,
  { label, network, country }: ReturnType<AddressBook["lookUp"]>,
): readonly Evidence[] {
  const cite = (says: string): Evidence => ({
    field: "sourceIPAddress",
    value: address,
    grade: "inferred",
    says,
  });
  const where = [network, country].filter((part) => part !== undefined).join(", ");
  return [
    ...(label === undefined ? [] : [cite(`in the network labelled ${label}`)]),
    ...(where === "" ? [] : [cite(`in ${where}, by offline network data`)]),
  ];
}

function citeEndpoint(id: string | undefined): readonly Evidence[] {
  if (id === undefined) return [];
  const says = "the VPC endpoint the call came through";
  return [{ field: "vpcEndpointId", value: id, grade: "proven", says }];
}
