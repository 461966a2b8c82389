/** One account's and region's ECS, as the SDK reaches it: its reads, and nothing else. */
export interface EcsClient {
  readonly region: string;
  /** Which key signs; says whose account it is. */
  readonly accessKeyId: string;
  /** The account, where the credentials tell. */
  readonly accountId: string | undefined;
  readonly read: (operation: Read, input: object, signal: AbortSignal) => Promise<object>;
  /** Asks STS whose credentials these are. */
  readonly askAccount: (signal: AbortSignal) => Promise<string>;
  /** Makes the SDK look for newer credentials. */
  readonly renew: () => Promise<void>;
}

/** The operations that are asked, and no others: none of them changes anything. */
export type Read =
  | "DescribeContainerInstances"
  | "DescribeScalingActivities"
  | "DescribeServiceDeployments"
  | "DescribeServiceRevisions"
  | "DescribeServices"
  | "DescribeTasks"
  | "ListClusters"
  | "ListServiceDeployments"
  | "ListServices"
  | "ListTasks";

/** The IAM action that allows a read: `ecs:ListServiceDeployments`. */
export function iamActionOf(operation: Read): string {
  const service = operation === "DescribeScalingActivities" ? "application-autoscaling" : "ecs";
  return `${service}:${operation}`;
}
