/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object; a key that is absent reads as `undefined`. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/**
 * One CloudTrail record, read. Names and capitals are CloudTrail's own; a field that is absent, null or of an
 * unexpected type in the source is absent here (the raw record keeps it). `parse-records.ts` makes these.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export interface CloudTrailRecord {
  readonly eventVersion?: string;
  /** CloudTrail's id and our key for "the same record"; `no-eventID:<hash>` where the source had none. */
  readonly eventID: string;
  /** When the API host completed the request: ISO 8601 in UTC, to the second (`2026-11-20T14:02:11Z`). */
  readonly eventTime: string;
  /** The service's endpoint, lower case: `ecs.amazonaws.com`. */
  readonly eventSource: string;
  readonly eventName: string;
  readonly eventType?: string;
  readonly eventCategory?: string;
  /** `""` where the source had none. */
  readonly awsRegion: string;
  /** `{}` where the source had none (service companion events have `null`). */
  readonly userIdentity: UserIdentity;
  readonly sourceIPAddress?: string;
  /** What the caller claims to be, without the brackets that some services wrap around it. */
  readonly userAgent?: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters?: JsonObject;
  readonly responseElements?: JsonObject;
  readonly additionalEventData?: JsonObject;
  readonly serviceEventDetails?: JsonObject;
  readonly requestID?: string;
  readonly apiVersion?: string;
  readonly readOnly?: boolean;
  readonly managementEvent?: boolean;
  readonly resources?: readonly JsonObject[];
  readonly recipientAccountId?: string;
  readonly sharedEventID?: string;
  readonly vpcEndpointId?: string;
  readonly vpcEndpointAccountId?: string;
  /** The session's credentials came from a sign-in to the AWS Management Console. */
  readonly sessionCredentialFromConsole?: boolean;
  readonly tlsDetails?: JsonObject;
  readonly eventContext?: JsonObject;
  readonly addendum?: JsonObject;
}

/**
 * Who signed the call, as AWS names it.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export interface UserIdentity {
  /** `AssumedRole`, `IAMUser`, `Root`, `AWSService` … ; absent in some service-made records. */
  readonly type?: string;
  readonly principalId?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  readonly invokedBy?: string;
  readonly identityProvider?: string;
  readonly credentialId?: string;
  readonly onBehalfOf?: { readonly userId?: string; readonly identityStoreArn?: string };
  readonly inScopeOf?: {
    readonly sourceArn?: string;
    readonly sourceAccount?: string;
    readonly issuerType?: string;
    readonly credentialsIssuedTo?: string;
  };
  readonly invokedByDelegate?: { readonly accountId?: string };
  readonly sessionContext?: SessionContext;
}

/** What STS wrote down when it issued the session's credentials. */
export interface SessionContext {
  readonly creationDate?: string;
  readonly mfaAuthenticated?: boolean;
  readonly sessionCredentialFromConsole?: boolean;
  readonly sourceIdentity?: string;
  readonly assumedRoot?: boolean;
  readonly ec2RoleDelivery?: string;
  readonly sessionIssuer?: {
    readonly type?: string;
    readonly principalId?: string;
    readonly arn?: string;
    readonly accountId?: string;
    readonly userName?: string;
  };
  readonly webIdFederationData?: {
    readonly federatedProvider?: string;
    readonly attributes?: JsonObject;
  };
}

/** True for a JSON object, false for arrays, null and scalars. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
