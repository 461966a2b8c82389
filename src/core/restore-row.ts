import { parseJson } from "./read-field.ts";
import { isObject, type Json, type JsonObject } from "./record.ts";
import { readStructText, type Shape, type StructShape } from "./struct-text.ts";

const TEXT: Shape = { kind: "text" };

const IDENTITY = struct(
  "type principalId arn accountId accessKeyId userName invokedBy identityProvider credentialId",
  {
    onBehalfOf: struct("userId identityStoreArn"),
    inScopeOf: struct("sourceArn sourceAccount issuerType credentialsIssuedTo"),
    invokedByDelegate: struct("accountId"),
    sessionContext: struct(
      "sourceIdentity assumedRoot ec2RoleDelivery sessionCredentialFromConsole",
      {
        attributes: struct("creationDate mfaAuthenticated sessionCredentialFromConsole"),
        sessionIssuer: struct("type principalId arn accountId userName"),
        webIdFederationData: struct("federatedProvider", { attributes: { kind: "map" } }),
      },
    ),
  },
);

/** The columns of a table over a trail, as AWS's DDL has them and as users add to it. */
const RECORD = struct(
  "eventVersion eventID eventTime eventSource eventName eventType eventCategory awsRegion sourceIPAddress userAgent " +
    "errorCode errorMessage requestParameters responseElements additionalEventData serviceEventDetails requestID " +
    "apiVersion readOnly managementEvent recipientAccountId sharedEventID vpcEndpointId vpcEndpointAccountId " +
    "sessionCredentialFromConsole edgeDeviceDetails eventContext insightDetails",
  {
    userIdentity: IDENTITY,
    resources: { kind: "list", item: struct("ARN accountId type") },
    addendum: struct("reason updatedFields originalRequestID originalEventID"),
    tlsDetails: struct("tlsVersion cipherSuite clientProvidedHostHeader"),
  },
);

/**
 * Makes a record's raw object out of a row of a table over a trail: the columns get CloudTrail's capitals back
 * (`sourceipaddress` → `sourceIPAddress`), structs are read whether they came as JSON or as Athena prints them
 * (`{type=AssumedRole, …}`). Columns that no trail's table has stay as they are; a struct that cannot be read stays a text.
 */
export function restoreRow(row: JsonObject): JsonObject {
  return restoreStruct(row, RECORD);
}

function restoreStruct(object: JsonObject, { fields }: StructShape): JsonObject {
  const entries = Object.entries(object).map(([key, value]) => {
    const field = fields.get(key.toLowerCase());
    const isKnown =
      field !== undefined && (key === field.name || !Object.hasOwn(object, field.name));
    return isKnown ? [field.name, restore(value ?? null, field.shape)] : [key, value];
  });
  return Object.fromEntries(entries);
}

function restore(value: Json, shape: Shape): Json {
  if (shape.kind === "text") return value;
  if (typeof value === "string") {
    const parsed = parseJson(value);
    if (parsed !== undefined) return typeof parsed === "object" ? restore(parsed, shape) : value;
    const read = readStructText(value, shape);
    return read === undefined ? value : read;
  }
  if (shape.kind === "struct") return isObject(value) ? restoreStruct(value, shape) : value;
  if (shape.kind !== "list" || !Array.isArray(value)) return value;
  return value.map((item: Json) => (isObject(item) ? restoreStruct(item, shape.item) : item));
}

function struct(texts: string, others: Readonly<Record<string, Shape>> = {}): StructShape {
  const named = texts.split(" ").map((name) => [name, TEXT] as const);
  const all = [...named, ...Object.entries(others)];
  return {
    kind: "struct",
    fields: new Map(all.map(([name, shape]) => [name.toLowerCase(), { name, shape }])),
  };
}
