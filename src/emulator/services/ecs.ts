import type { Json, JsonObject } from "../../core/record.ts";
import type { EmulatedCall, EmulatedReply, EmulatedService } from "../service.ts";
import { lastPart, standingServices, type StandingService } from "../standing-services.ts";

/**
 * ECS's reads, as far as the records of the story imply their answers.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html
 */
export const ecs: EmulatedService = {
  target: "AmazonEC2ContainerServiceV20141113",
  name: "ecs",
  operations: {
    ListClusters: listClusters,
    DescribeClusters: describeClusters,
    ListServices: listServices,
    DescribeServices: describeServices,
  },
};

const CLUSTER_NOT_FOUND = {
  error: "ClusterNotFoundException",
  message: "Cluster not found.",
} as const;

function listClusters(call: EmulatedCall): EmulatedReply {
  const arns = clustersOf(call).map((name) => clusterArn(call, name));
  return { output: page("clusterArns", arns, call.input) };
}

function describeClusters(call: EmulatedCall): EmulatedReply {
  const wanted = textsOf(call.input["clusters"]).map(lastPart);
  const names = wanted.length === 0 ? ["default"] : wanted;
  const known = clustersOf(call);
  return {
    output: {
      clusters: names.filter((name) => known.includes(name)).map((name) => clusterBody(call, name)),
      failures: names
        .filter((name) => !known.includes(name))
        .map((name) => ({ arn: clusterArn(call, name), reason: "MISSING" })),
    },
  };
}

function listServices(call: EmulatedCall): EmulatedReply {
  const cluster = clusterOf(call.input);
  if (!clustersOf(call).includes(cluster)) return CLUSTER_NOT_FOUND;
  const arns = active(call)
    .filter((service) => service.cluster === cluster)
    .map(({ arn }) => arn);
  return { output: page("serviceArns", arns, call.input) };
}

function describeServices(call: EmulatedCall): EmulatedReply {
  const cluster = clusterOf(call.input);
  const wanted = textsOf(call.input["services"]).map(lastPart);
  if (wanted.length === 0 || wanted.length > 10) {
    const message = wanted.length === 0 ? "Services cannot be empty." : "At most 10 services.";
    return { error: "InvalidParameterException", message };
  }
  if (!clustersOf(call).includes(cluster)) return CLUSTER_NOT_FOUND;
  const known = standing(call).filter((service) => service.cluster === cluster);
  const { account, region } = call;
  return {
    output: {
      services: known.filter(({ name }) => wanted.includes(name)).map(({ body }) => body),
      failures: wanted
        .filter((name) => !known.some((service) => service.name === name))
        .map((name) => ({
          arn: `arn:aws:ecs:${region}:${account}:service/${cluster}/${name}`,
          reason: "MISSING",
        })),
    },
  };
}

function standing({ world, account, region }: EmulatedCall): readonly StandingService[] {
  return standingServices(world.scenario, account, region, world.now());
}

function active(call: EmulatedCall): readonly StandingService[] {
  return standing(call).filter(({ body }) => body["status"] === "ACTIVE");
}

function clustersOf(call: EmulatedCall): readonly string[] {
  return [...new Set(standing(call).map(({ cluster }) => cluster))].toSorted();
}

function clusterArn({ account, region }: EmulatedCall, name: string): string {
  return `arn:aws:ecs:${region}:${account}:cluster/${name}`;
}

function clusterBody(call: EmulatedCall, name: string): JsonObject {
  const services = active(call).filter(({ cluster }) => cluster === name);
  const count = (field: string): number =>
    services.reduce((sum, { body }) => sum + Number(body[field] ?? 0), 0);
  return {
    clusterArn: clusterArn(call, name),
    clusterName: name,
    status: "ACTIVE",
    activeServicesCount: services.length,
    runningTasksCount: count("runningCount"),
    pendingTasksCount: count("pendingCount"),
    statistics: [],
    tags: [],
    settings: [],
  };
}

function clusterOf({ cluster }: JsonObject): string {
  return typeof cluster === "string" && cluster !== "" ? lastPart(cluster) : "default";
}

/** Ten at a time unless asked otherwise; the token is where to go on. */
function page(field: string, items: readonly string[], input: JsonObject): JsonObject {
  const { maxResults = 10, nextToken = "0" } = input;
  const from = Number(nextToken) || 0;
  const to = from + Number(maxResults);
  return { [field]: items.slice(from, to), ...(to < items.length && { nextToken: String(to) }) };
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
