import { parseArn } from "./arn.ts";
import type { Change, Resource } from "./change.ts";
import type { Evidence, Grade } from "./evidence.ts";
import type { Archive, Handle } from "./handle.ts";
import { citeIn, findBefore } from "./join-records.ts";
import { objectsIn, textIn } from "./json-fields.ts";
import { readCall } from "./read-call.ts";
import { isObject, type CloudTrailRecord, type JsonObject } from "./record.ts";

/** The stack that a thing belongs to, as CloudFormation's own tags say: nobody else may write tags that begin with `aws:`. */
export interface Membership {
  readonly name: string;
  /** The stack's ARN, which CloudFormation issued. */
  readonly id?: string;
  readonly grade: Grade;
  readonly evidence: readonly Evidence[];
}

const ID = "aws:cloudformation:stack-id";
const NAME = "aws:cloudformation:stack-name";

/** A call to CloudFormation about one stack. */
export interface StackCall {
  readonly record: CloudTrailRecord;
  readonly stack: string;
  readonly id?: string;
  readonly role?: string;
  readonly changeSet?: string;
}

/** What a call says of its stack: by name or ARN in the request, by ARN in the response. */
export function readStackCall(record: CloudTrailRecord): StackCall | undefined {
  const request = record.requestParameters ?? {};
  const asked = textIn(request, "stackName");
  const changeSet = textIn(request, "changeSetName");
  const response = record.responseElements ?? {};
  const answered = textIn(response, "stackId");
  const id = [answered, asked].find((text) => text !== undefined && isStackArn(text));
  const stack = stackName(asked ?? answered);
  if (stack === undefined) return undefined;
  const role = textIn(request, "roleARN");
  return {
    record,
    stack,
    ...(id !== undefined && { id }),
    ...(role !== undefined && { role }),
    ...(changeSet !== undefined && { changeSet: stackName(changeSet) ?? changeSet }),
  };
}

/** `arn:aws:cloudformation:R:A:stack/NAME/UUID`, `…:changeSet/NAME/UUID`, or the bare name. */
function stackName(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return parseArn(text)?.resource.split("/")[1] ?? text;
}

function isStackArn(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === "cloudformation" && arn.resource.startsWith("stack/");
}

/** Under which names a record is found that shows by its tags which stack a thing of ECS belongs to. */
export function membershipHandles(record: CloudTrailRecord): readonly Handle[] {
  if (record.errorCode !== undefined || taggedIn(record) === undefined) return [];
  const key = memberKey(readCall(record).resources[0]);
  return key === undefined ? [] : [{ kind: "stack-member", name: key }];
}

function memberKey({ kind, cluster = "", name }: Resource): string | undefined {
  return name === "" || kind === "unknown" ? undefined : `${kind}/${cluster}/${name}`;
}

/** The stack for which CloudFormation made a call, by tags in the call itself, or else in the one that made its thing. */
export function membershipOf(
  record: CloudTrailRecord,
  change: Change,
  archive: Archive,
): Membership | undefined {
  const tagged = taggedIn(record);
  if (tagged !== undefined) return { ...tagged, grade: "proven" };
  const things = [change.resource, ...change.related].filter(
    ({ kind }) => kind === "service" || kind === "task-definition" || kind === "task-set",
  );
  for (const thing of [...things, ...scaledService(record)]) {
    const name = memberKey(thing);
    if (name === undefined) continue;
    const made = findBefore(archive, { kind: "stack-member", name }, record)[0];
    const found = made && taggedIn(made);
    // A revision is AWS's own number; a service's name can be given again.
    if (found) return { ...found, grade: thing.kind === "task-definition" ? "proven" : "inferred" };
  }
  return undefined;
}

/** `service/CLUSTER/SERVICE`, as Application Auto Scaling names what it scales. */
function scaledService({ requestParameters = {} }: CloudTrailRecord): readonly Resource[] {
  const [kind, cluster, service, more] = textIn(requestParameters, "resourceId")?.split("/") ?? [];
  if (kind !== "service" || !cluster || !service || more !== undefined) return [];
  return [{ kind: "service", cluster, service, name: service }];
}

function taggedIn(record: CloudTrailRecord): Omit<Membership, "grade"> | undefined {
  const { requestParameters, responseElements } = record;
  return (
    taggedWithin(record, "requestParameters", requestParameters) ??
    taggedWithin(record, "responseElements", responseElements)
  );
}

function taggedWithin(
  record: CloudTrailRecord,
  field: string,
  fields: JsonObject | undefined,
  depth = 1,
): Omit<Membership, "grade"> | undefined {
  if (fields === undefined) return undefined;
  const tags = objectsIn(fields, "tags");
  const id = tagNamed(tags, ID);
  const name = tagNamed(tags, NAME) ?? (id === undefined ? undefined : stackName(id));
  if (name !== undefined) {
    const says = "CloudFormation's own tag: the stack it made this for";
    const evidence = [citeIn(record, `${field}.tags`, id ?? name, "proven", says)];
    return { name, ...(id !== undefined && { id }), evidence };
  }
  if (depth === 0) return undefined;
  for (const part of ["service", "taskDefinition", "taskSet", "cluster"]) {
    const inner = fields[part];
    const found = isObject(inner)
      ? taggedWithin(record, `${field}.${part}`, inner, depth - 1)
      : taggedWithin(record, field, undefined);
    if (found) return found;
  }
  return undefined;
}

function tagNamed(tags: readonly JsonObject[], key: string): string | undefined {
  const tag = tags.find((one) => textIn(one, "key") === key);
  return tag && textIn(tag, "value");
}
