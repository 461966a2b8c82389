import { exampleCall, examplePerson, exampleService } from "../example-calls.ts";
import { setToWork } from "../aws-service.ts";
import { parseArn } from "../arn.ts";
import type { Resource } from "../change.ts";
import { citeIn, findBefore } from "../join-records.ts";
import { objectIn, objectsIn, textIn } from "../json-fields.ts";
import type { CloudTrailRecord, JsonObject } from "../record.ts";
import {
  isService,
  onlyMaker,
  pipelineNamed,
  settled,
  unsettled,
  whoMade,
  type Join,
} from "../set-to-work.ts";
import { defineStarter, type Acted, type Started } from "../starter.ts";

const CODEDEPLOY = "codedeploy.amazonaws.com";
const NAME = "CodeDeploy";
const DEPLOYS: readonly string[] = ["CreateDeployment"];
const GROUPS: readonly string[] = ["CreateDeploymentGroup", "UpdateDeploymentGroup"];
const HOURS = 24;
const ANY_DEPLOYMENT = { kind: "code-deployment-of", name: "any" };

export const codedeploy = defineStarter({
  id: "codedeploy",
  summary:
    "The deployment whose id CodeDeploy gave the task set as `externalId`; else the one whose AppSpec names the task definition, or whose deployment group deploys the service. Behind it stands whoever created the deployment.",
  fooledBy:
    "A task set that somebody else deletes while another deployment runs. Without the deployment's id, two deployments of one task definition, or of a group whose service was changed.",
  eventSources: [CODEDEPLOY],
  eventNames: [...DEPLOYS, ...GROUPS],
  handles: (record) => {
    if (record.errorCode !== undefined) return [];
    if (GROUPS.includes(record.eventName)) return groupHandles(record);
    const id = textIn(record.responseElements ?? {}, "deploymentId");
    return [ANY_DEPLOYMENT, ...(id === undefined ? [] : [{ kind: "code-deployment", name: id }])];
  },
  acted: (_record, actor) => isService(actor, NAME, [CODEDEPLOY]),
  find: (acted) => {
    const newer = replacedBy(acted);
    if (newer !== undefined) return byId(acted, newer, "inferred");
    const id = externalIdIn(acted.record) ?? madeFor(acted);
    if (id !== undefined) return byId(acted, id, "proven");
    const joins = joinsByContent(acted);
    const found = onlyMaker(joins, setToWork(NAME), acted.identify);
    if (found === undefined) {
      const missing = "the codedeploy CreateDeployment event of the deployment";
      return unsettled(acted, missing, DEPLOYS, HOURS);
    }
    if (!("who" in found)) return { actor: settled(acted.actor, { gaps: [found] }) };
    return startedBy(acted, found.join);
  },
  examples: [
    {
      title: "the task set bears the deployment's id",
      records: [deployed("13:59:00", "jane", "d-4L9QHV1RX", "shop:3"), taskSet("d-4L9QHV1RX")],
      actor: { kind: "pipeline", name: "shop-app/shop-group" },
      behind: { kind: "person", name: "jane" },
    },
    {
      title: "the AppSpec names the task definition",
      records: [
        deployed("13:58:00", "john", "d-AAAAAAAAA", "web:3", "web-group"),
        deployed("13:59:00", "jane", "d-4L9QHV1RX", "checkout:7"),
        taskSet(),
      ],
      actor: { kind: "pipeline", name: "shop-app/shop-group" },
      behind: { kind: "person", name: "jane" },
    },
    {
      title: "another deployment than the task set's explains nothing",
      records: [deployed("13:59:00", "john", "d-AAAAAAAAA", "checkout:7"), taskSet("d-4L9QHV1RX")],
      actor: { kind: "pipeline", name: "CodeDeploy" },
    },
  ],
});

function startedBy(acted: Acted, join: Join): Started {
  const behind = whoMade(join, acted.identify);
  const names = groupOf(join.record);
  if (names === undefined) return { actor: settled(acted.actor), behind };
  const says = "the application and deployment group of the deployment";
  const name = names.join("/");
  const cited = citeIn(join.record, "requestParameters", name, join.grade, says);
  return { actor: pipelineNamed(acted.actor, name, NAME, join.grade, [cited]), behind };
}

/**
 * "If a CodeDeploy deployment created the task set, the externalId parameter contains the CodeDeploy deployment ID." Where that
 * deployment was not seen, no other is taken for it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
 */
function byId(acted: Acted, id: string, grade: Join["grade"]): Started {
  const handle = { kind: "code-deployment", name: id };
  const [made] = findBefore(acted.archive, handle, acted.record);
  if (made === undefined) {
    return unsettled(acted, `the codedeploy CreateDeployment event of ${id}`, DEPLOYS, HOURS);
  }
  const says =
    grade === "proven"
      ? "the deployment that the task set was made for"
      : "the deployment of the task set that took its place";
  const cited = citeIn(made, "responseElements.deploymentId", id, grade, says);
  return startedBy(acted, { record: made, grade, evidence: [cited] });
}

/** An old task set is deleted by the deployment of the newest one of its service, not by the one that it was made for. */
function replacedBy({ record, archive, change }: Acted): string | undefined {
  const { name, service, cluster } = change.resource;
  if (record.eventName !== "DeleteTaskSet" || service === undefined) return undefined;
  const newest = findBefore(archive, { kind: "service", name: service }, record, HOURS).find(
    (one) =>
      one.eventName === "CreateTaskSet" &&
      lastPart(textIn(objectIn(one.responseElements ?? {}, "taskSet"), "clusterArn")) === cluster,
  );
  const made = objectIn(newest?.responseElements ?? {}, "taskSet");
  return newest === undefined || textIn(made, "id") === name ? undefined : externalIdIn(newest);
}

function externalIdIn({ requestParameters = {}, responseElements = {} }: CloudTrailRecord) {
  return (
    textIn(requestParameters, "externalId") ??
    textIn(objectIn(responseElements, "taskSet"), "externalId")
  );
}

/** A task set that is made primary or deleted was made before, by a call that bears the deployment's id. */
function madeFor({ record, archive, change }: Acted): string | undefined {
  const { kind, name } = change.resource;
  if (kind !== "task-set" || name === "") return undefined;
  const calls = findBefore(archive, { kind, name }, record, HOURS);
  return calls.map(externalIdIn).find((id) => id !== undefined);
}

/** One deployment runs at a time in a group: the newest of each that deploys this task definition, or this service. */
function joinsByContent(acted: Acted): readonly Join[] {
  const { record, archive, change } = acted;
  const things = [change.resource, ...change.related];
  const newest = new Map<string, CloudTrailRecord>();
  for (const made of findBefore(archive, ANY_DEPLOYMENT, record, HOURS)) {
    const group = groupOf(made)?.join("/") ?? made.eventID;
    if (!newest.has(group)) newest.set(group, made);
  }
  const all = [...newest.values()];
  const byDefinition = all.flatMap((made) => joinByDefinition(made, things) ?? []);
  return byDefinition.length > 0
    ? byDefinition
    : all.flatMap((made) => joinByGroup(made, acted) ?? []);
}

function joinByDefinition(made: CloudTrailRecord, things: readonly Resource[]): Join | undefined {
  const revision = objectIn(made.requestParameters ?? {}, "revision");
  const inside = [objectIn(revision, "string"), objectIn(revision, "appSpecContent")];
  const content = inside.map((part) => textIn(part, "content") ?? "").join("\n");
  const definition = things.find(
    ({ kind, name }) =>
      kind === "task-definition" && name.includes(":") && isNamedIn(content, name),
  );
  if (definition === undefined) return undefined;
  const says = "the deployment whose AppSpec names this task definition";
  const field = "requestParameters.revision";
  const cited = citeIn(made, field, definition.name, "inferred", says);
  return { record: made, grade: "inferred", evidence: [cited] };
}

/** `api:4` is not named by `api:42`. */
function isNamedIn(content: string, definition: string): boolean {
  const start = content.indexOf(`task-definition/${definition}`);
  if (start === -1) return false;
  return !/\d/.test(content.charAt(start + "task-definition/".length + definition.length));
}

function joinByGroup(made: CloudTrailRecord, { record, archive, change }: Acted): Join | undefined {
  const name = groupOf(made)?.join("/");
  const { service = "", cluster = "default" } = change.resource;
  if (name === undefined || service === "") return undefined;
  const [group] = findBefore(archive, { kind: "deployment-group", name }, record);
  const services = objectsIn(group?.requestParameters ?? {}, "ecsServices");
  const deploys = services.some(
    (one) =>
      lastPart(textIn(one, "serviceName")) === service &&
      lastPart(textIn(one, "clusterName") ?? "default") === cluster,
  );
  if (group === undefined || !deploys) return undefined;
  const says = "a deployment of the group that deploys this service";
  const field = "requestParameters.ecsServices";
  const cited = citeIn(group, field, `${cluster}/${service}`, "inferred", says);
  return { record: made, grade: "inferred", evidence: [cited] };
}

function groupHandles(record: CloudTrailRecord) {
  const group = groupOf(record);
  return group === undefined ? [] : [{ kind: "deployment-group", name: group.join("/") }];
}

function groupOf({ requestParameters = {} }: CloudTrailRecord): readonly string[] | undefined {
  const application = textIn(requestParameters, "applicationName");
  const group =
    textIn(requestParameters, "deploymentGroupName") ??
    textIn(requestParameters, "currentDeploymentGroupName");
  return application === undefined || group === undefined ? undefined : [application, group];
}

function lastPart(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (parseArn(text)?.resource ?? text).split("/").at(-1);
}

function deployed(
  time: string,
  who: string,
  deploymentId: string,
  definition: string,
  deploymentGroupName = "shop-group",
): JsonObject {
  const arn = `arn:aws:ecs:eu-west-1:111122223333:task-definition/${definition}`;
  const content = `version: 0.0\nResources:\n  - TargetService:\n      Properties:\n        TaskDefinition: ${arn}\n`;
  return exampleCall(
    time,
    ["codedeploy", "CreateDeployment"],
    examplePerson(who),
    {
      applicationName: "shop-app",
      deploymentGroupName,
      revision: { revisionType: "String", string: { content } },
    },
    { deploymentId },
  );
}

function taskSet(externalId?: string): JsonObject {
  return exampleCall(
    "14:02:11",
    ["ecs", "CreateTaskSet"],
    exampleService("codedeploy", "ecsCodeDeployRole", "AWS_CodeDeploy"),
    {
      cluster: "prod",
      service: "checkout",
      taskDefinition: "checkout:7",
      ...(externalId !== undefined && { externalId }),
    },
  );
}
