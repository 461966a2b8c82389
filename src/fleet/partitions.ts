/** A partition of AWS: accounts, credentials and ARNs of one mean nothing in another. */
export type Partition = "aws" | "aws-cn" | "aws-us-gov";

/** Which partition a region belongs to. */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

const HOMES: Readonly<Record<Partition, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
};

/**
 * Where a partition's global services live: the region that signs IAM's requests, and in whose Event History the events of
 * IAM, STS's global endpoint and CloudFront stand. AWS documents it for `aws` only; the other two follow IAM's endpoints.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html
 */
export function homeRegionOf(partition: Partition): string {
  return HOMES[partition];
}

/** `eu-west-1`, `us-gov-east-1`: as regions are spelt. */
export const REGION_PATTERN = "^[a-z]{2,4}(?:-[a-z]+){1,2}-[0-9]{1,2}$";

const REGION = new RegExp(REGION_PATTERN);

export function isRegion(text: string): boolean {
  return REGION.test(text);
}
