import type { Change } from "./change.ts";
import { objectIn, objectsIn, textIn } from "./json-fields.ts";
import type { CloudTrailRecord, JsonObject } from "./record.ts";

/** It deploys this service, or does not say which. */
export function mayDeploy(definition: CloudTrailRecord, change: Change): boolean {
  const named = actionsIn(definition).some((action) => serviceIn(action) !== undefined);
  return !named || change.resource.kind !== "service" || deploys(definition, change);
}

function serviceIn(action: JsonObject): string | undefined {
  const configuration = objectIn(action, "configuration");
  return textIn(configuration, "ServiceName") ?? textIn(configuration, "serviceName");
}

/** Its definition deploys the very service that a change is about. */
export function deploys(definition: CloudTrailRecord, change: Change): boolean {
  const { service, cluster = "default" } = change.resource;
  return actionsIn(definition).some((action) => {
    const configuration = objectIn(action, "configuration");
    const within = configuration["ClusterName"] ?? configuration["clusterName"] ?? "default";
    return service !== undefined && serviceIn(action) === service && within === cluster;
  });
}

/** The names of the roles that a pipeline and its actions call in, of its definition. */
export function rolesIn(record: CloudTrailRecord): readonly string[] {
  const pipeline = objectIn(record.requestParameters ?? {}, "pipeline");
  const all = [pipeline, ...actionsIn(record)].map((part) => textIn(part, "roleArn"));
  return [...new Set(all.flatMap((arn) => arn?.split("/").at(-1) ?? []))];
}

function actionsIn({ requestParameters = {} }: CloudTrailRecord): readonly JsonObject[] {
  const stages = objectsIn(objectIn(requestParameters, "pipeline"), "stages");
  return stages.flatMap((stage) => objectsIn(stage, "actions"));
}

/** The pipeline that a call to CodePipeline is about. */
export function pipelineIn({ requestParameters = {} }: CloudTrailRecord): string | undefined {
  return (
    textIn(objectIn(requestParameters, "pipeline"), "name") ??
    textIn(requestParameters, "pipelineName") ??
    textIn(requestParameters, "name")
  );
}
