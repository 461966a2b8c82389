import { parseArn } from "./arn.ts";
import type { ResourceKind } from "./change.ts";
import type { Effect } from "./effect.ts";
import { beganAt } from "./joined-calls.ts";
import { listIn, objectIn, objectsIn, textIn } from "./json-fields.ts";
import { isOfService, serviceOf } from "./of-service.ts";
import type { CloudTrailRecord, JsonObject } from "./record.ts";
import type { Material } from "./verdict.ts";

/** Something outside of ECS that a service's tasks need. */
export interface Used {
  readonly kind: ResourceKind;
  /** As the action that changes it names it. */
  readonly name: string;
  /** How it is used, as a clause: `the task role of stock:8`. */
  readonly as: string;
  /** Where it is, where that is known and matters; IAM's roles are recorded in the partition's home region. */
  readonly account?: string;
  readonly region?: string;
  /** Since when it is used so: an image that was pushed before is what was meant. ISO 8601 in UTC. */
  readonly since?: string;
  /** The image's tag. */
  readonly tag?: string;
}

/**
 * What the records show that the tasks of an effect's service use: images, secrets and roles of its task definition,
 * target groups, security groups and subnets of the service. What no record shows is not guessed.
 */
export function usedBy(subject: Effect, material: Material): readonly Used[] {
  const service = serviceRecord(subject, material);
  const definition = definitionOf(subject, service);
  const registered =
    definition === undefined ? undefined : registrationOf(definition, subject, material);
  const all = [
    ...(registered && definition !== undefined
      ? usedByDefinition(registered, definition, subject)
      : []),
    ...usedByService(service, subject),
  ];
  return [...new Map(all.map((one) => [`${one.kind} ${one.name} ${one.tag ?? ""}`, one])).values()];
}

const LOOKED_AT = 25;

/** The service as the newest answer before the effect shows it. */
function serviceRecord(subject: Effect, { archive, tell }: Material): JsonObject {
  const { account, region } = subject;
  const name = serviceOf(subject)?.service;
  if (name === undefined) return {};
  const to = beganAt(subject);
  const records = archive.find(
    { kind: "service", name },
    { account, region, to, order: "newest", limit: LOOKED_AT },
  );
  const answered = records.find(
    (record) => Object.keys(answerOf(record)).length > 0 && isOfService(tell(record), subject),
  );
  return answered === undefined ? {} : answerOf(answered);
}

function answerOf({ responseElements }: CloudTrailRecord): JsonObject {
  return objectIn(responseElements ?? {}, "service");
}

function definitionOf({ resource, related }: Effect, service: JsonObject): string | undefined {
  const named = [resource, ...related].find(({ kind }) => kind === "task-definition");
  const answered = textIn(service, "taskDefinition");
  return named?.name ?? (answered === undefined ? undefined : lastPart(answered));
}

/** The registration is the first call that names a revision. */
function registrationOf(
  name: string,
  { account, region }: Effect,
  { archive }: Material,
): CloudTrailRecord | undefined {
  return archive
    .find({ kind: "task-definition", name }, { account, region, order: "oldest", limit: LOOKED_AT })
    .find(
      ({ eventName, errorCode }) =>
        eventName === "RegisterTaskDefinition" && errorCode === undefined,
    );
}

function usedByDefinition(
  record: CloudTrailRecord,
  name: string,
  { account, region }: Effect,
): readonly Used[] {
  const answered = objectIn(record.responseElements ?? {}, "taskDefinition");
  const body = Object.keys(answered).length > 0 ? answered : (record.requestParameters ?? {});
  const containers = objectsIn(body, "containerDefinitions");
  const secrets = containers.flatMap((one) =>
    [...objectsIn(one, "secrets"), objectIn(one, "repositoryCredentials")].flatMap((secret) =>
      secretNamed(
        textIn(secret, "valueFrom") ?? textIn(secret, "credentialsParameter"),
        { account, region },
        name,
      ),
    ),
  );
  const roles = [
    ["executionRoleArn", "the execution role"],
    ["taskRoleArn", "the task role"],
  ].flatMap(([field = "", as = ""]): readonly Used[] => {
    const role = textIn(body, field);
    if (role === undefined) return [];
    return [{ kind: "role", name: lastPart(role), as: `${as} of ${name}`, account }];
  });
  const images = containers.flatMap((one) => imageNamed(textIn(one, "image"), record.eventTime));
  return [...images, ...secrets, ...roles];
}

const ECR =
  /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]{1,32})\.amazonaws\.com(?:\.cn)?\/([^:@\s]{1,256}):([^:@\s]{1,128})$/;

/** An image by tag in ECR: what is named by digest cannot change, and other registries are not in CloudTrail. */
function imageNamed(image: string | undefined, since: string): readonly Used[] {
  const [, account, region, repository, tag] = ECR.exec(image ?? "") ?? [];
  if (account === undefined || region === undefined) return [];
  if (repository === undefined || tag === undefined) return [];
  const as = "the image that a container runs";
  return [{ kind: "image", name: repository, tag, as, account, region, since }];
}

/** `arn:…:secret:NAME-6chars[:key:stage:version]`, `arn:…:parameter/NAME`, or a parameter's bare name. */
function secretNamed(
  from: string | undefined,
  { account, region }: Pick<Effect, "account" | "region">,
  definition: string,
): readonly Used[] {
  if (from === undefined || from === "") return [];
  const as = `read by ${definition} when a task starts`;
  const arn = parseArn(from);
  if (arn === undefined) return [{ kind: "parameter", name: from, as, account, region }];
  const where = { account: arn.account, region: arn.region };
  if (arn.service === "ssm") {
    const path = arn.resource.replace(/^parameter/, "");
    const bare = path.lastIndexOf("/") === 0 ? [path.slice(1)] : [];
    return [path, ...bare].map((name) => ({ kind: "parameter", name, as, ...where }));
  }
  const [, secret = ""] = arn.resource.split(":");
  return [{ kind: "secret", name: secret.replace(/-\w{6}$/, ""), as, ...where }];
}

function usedByService(service: JsonObject, subject: Effect): readonly Used[] {
  const { account, region, reading } = subject;
  const here = { account, region };
  const groups = [
    reading?.targetGroup,
    ...objectsIn(service, "loadBalancers").map((one) => textIn(one, "targetGroupArn")),
  ].flatMap((arn): readonly Used[] => {
    const name = parseArn(arn ?? "")?.resource;
    const as = "the service's target group";
    return name === undefined ? [] : [{ kind: "target-group", name, as, ...here }];
  });
  const network = objectIn(objectIn(service, "networkConfiguration"), "awsvpcConfiguration");
  const inside = (
    [
      ["securityGroups", "security-group", "a security group of its tasks"],
      ["subnets", "subnet", "a subnet of its tasks"],
    ] as const
  ).flatMap(([field, kind, as]) =>
    listIn(network, field).flatMap((name): readonly Used[] =>
      typeof name === "string" ? [{ kind, name, as, ...here }] : [],
    ),
  );
  return [...groups, ...inside];
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
