import type { JsonObject } from "../../core/record.ts";
import { ecsArn } from "../calls/service-body.ts";
import type { EcsThing } from "../ecs-world.ts";
import type { EmulatedCall, EmulatedOperation, EmulatedReply } from "../service.ts";
import { lastPart } from "../standing-services.ts";
import { clustersNow, servicesNow, thingsNow } from "./present.ts";
import { described, inCluster, invalid, namesIn, page, textsOf } from "./replies.ts";

/** Reads of clusters, services, their deployments, revisions and task sets. */
export const serviceReads: Readonly<Record<string, EmulatedOperation>> = {
  ListClusters: (call) =>
    page(
      "clusterArns",
      clustersNow(call).map((name) => ecsArn(call, `cluster/${name}`)),
      call.input,
    ),
  DescribeClusters: describeClusters,
  ListServices: inCluster((call, cluster) =>
    page(
      "serviceArns",
      active(call, cluster).map(({ arn }) => arn),
      call.input,
      10,
    ),
  ),
  DescribeServices: inCluster(describeServices),
  ListServiceDeployments: inCluster(listServiceDeployments),
  DescribeServiceDeployments: (call) =>
    describeByArn(call, "service-deployment", "serviceDeploymentArns", "serviceDeployments"),
  DescribeServiceRevisions: (call) =>
    describeByArn(call, "service-revision", "serviceRevisionArns", "serviceRevisions"),
  DescribeTaskSets: inCluster(describeTaskSets),
};

function active(call: EmulatedCall, cluster: string): ReturnType<typeof servicesNow> {
  return servicesNow(call).filter(
    (service) => service.cluster === cluster && service.body["status"] === "ACTIVE",
  );
}

function describeClusters(call: EmulatedCall): EmulatedReply {
  const wanted = textsOf(call.input["clusters"]).map(lastPart);
  const known = clustersNow(call);
  return described(
    "clusters",
    wanted.length === 0 ? ["default"] : wanted,
    (name) => known.find((one) => one === name),
    {
      body: (name) => clusterBody(call, name),
      arnOf: (name) => ecsArn(call, `cluster/${name}`),
    },
  );
}

function clusterBody(call: EmulatedCall, name: string): JsonObject {
  const services = active(call, name);
  const count = (field: string): number =>
    services.reduce((sum, { body }) => sum + Number(body[field] ?? 0), 0);
  const instances = thingsNow(call, "container-instance").filter(({ cluster }) => cluster === name);
  return {
    clusterArn: ecsArn(call, `cluster/${name}`),
    clusterName: name,
    status: "ACTIVE",
    registeredContainerInstancesCount: instances.length,
    activeServicesCount: services.length,
    runningTasksCount: count("runningCount"),
    pendingTasksCount: count("pendingCount"),
    statistics: [],
    tags: [],
    settings: [],
  };
}

function describeServices(call: EmulatedCall, cluster: string): EmulatedReply {
  const named = namesIn(call.input, "services", 10);
  if ("refusal" in named) return named.refusal;
  const known = servicesNow(call).filter((service) => service.cluster === cluster);
  return described(
    "services",
    named.names,
    (name) => known.find((service) => service.name === lastPart(name)),
    {
      body: ({ body }) => body,
      arnOf: (name) => ecsArn(call, `service/${cluster}/${lastPart(name)}`),
    },
  );
}

const BRIEF: ReadonlySet<string> = new Set([
  "serviceDeploymentArn",
  "serviceArn",
  "clusterArn",
  "startedAt",
  "createdAt",
  "finishedAt",
  "status",
  "statusReason",
]);

function listServiceDeployments(call: EmulatedCall, cluster: string): EmulatedReply {
  const { service, status, createdAt } = call.input;
  if (typeof service !== "string") return invalid("service cannot be empty.");
  const name = lastPart(service);
  if (!servicesNow(call).some((one) => one.cluster === cluster && one.name === name)) {
    return SERVICE_NOT_FOUND;
  }
  const states = textsOf(status);
  const { after = 0, before = Infinity } = (createdAt ?? {}) as Record<string, number>;
  const found = thingsNow(call, "service-deployment")
    .filter((thing) => thing.cluster === cluster && thing.service === name)
    .map(({ body }) => body)
    .filter((body) => states.length === 0 || states.some((one) => one === body["status"]))
    .filter((body) => Number(body["createdAt"]) > after && Number(body["createdAt"]) < before)
    .toSorted((one, other) => Number(other["createdAt"]) - Number(one["createdAt"]));
  return page("serviceDeployments", found.map(brief), call.input, 20);
}

function brief(body: JsonObject): JsonObject {
  const kept = Object.entries(body).filter(([key]) => BRIEF.has(key));
  const { targetServiceRevision } = body as { targetServiceRevision?: { readonly arn?: string } };
  return { ...Object.fromEntries(kept), targetServiceRevisionArn: targetServiceRevision?.arn };
}

const SERVICE_NOT_FOUND = {
  error: "ServiceNotFoundException",
  message: "Service not found.",
} as const;

function describeByArn(
  call: EmulatedCall,
  kind: EcsThing["kind"],
  field: string,
  list: string,
): EmulatedReply {
  const named = namesIn(call.input, field, 20);
  if ("refusal" in named) return named.refusal;
  const known = new Map(thingsNow(call, kind).map((thing) => [thing.id, thing]));
  return described(list, named.names, (arn) => known.get(arn), {
    body: ({ body }) => body,
    arnOf: (arn) => arn,
  });
}

function describeTaskSets(call: EmulatedCall, cluster: string): EmulatedReply {
  const { service } = call.input;
  const name = typeof service === "string" ? lastPart(service) : "";
  const found = servicesNow(call).find((one) => one.cluster === cluster && one.name === name);
  if (!found) return SERVICE_NOT_FOUND;
  const { taskSets = [] } = found.body;
  const wanted = textsOf(call.input["taskSets"]).map(lastPart);
  const sets = (taskSets as readonly JsonObject[]).filter(
    ({ id }) => wanted.length === 0 || wanted.includes(lastPart(typeof id === "string" ? id : "")),
  );
  return { output: { taskSets: sets, failures: [] } };
}
