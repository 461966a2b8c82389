import type { ScenarioAccount } from "../scenario.ts";
import type { Place, ServiceSpec } from "../stage.ts";

export const PROD = "210987654321";
const STAGING = "123456789012";

export const accounts: readonly ScenarioAccount[] = [
  { id: PROD, name: "acme-prod", accessKeyId: "AKIAPROD00000EXAMPLE" },
  { id: STAGING, name: "acme-staging", accessKeyId: "AKIASTAGING00EXAMPLE" },
];

export const regions = ["eu-west-1", "us-east-1", "eu-central-1"] as const;

/** Addresses from the ranges kept for documentation (RFC 5737). 192.0.2.0/24 belongs to nobody at acme. */
export const labels = [
  "198.51.100.0/24=office",
  "203.0.113.0/26=vpn",
  "203.0.113.64/26=ci",
  "203.0.113.128/25=nat",
] as const;

/** The public addresses of what runs in acme's networks. */
export const ADDRESS = {
  office: "198.51.100.23",
  vpn: "203.0.113.17",
  ci: "203.0.113.71",
  natProd: "203.0.113.140",
  natStaging: "203.0.113.150",
  monitoring: "203.0.113.160",
  stranger: "192.0.2.66",
} as const;

export const prodEurope: Place = { account: PROD, region: "eu-west-1" };
export const prodAmerica: Place = { account: PROD, region: "us-east-1" };
export const prodAnalytics: Place = { account: PROD, region: "eu-central-1" };
export const staging: Place = { account: STAGING, region: "eu-west-1" };

const CREATED = "2026-03-02T10:15:00Z";

function fargate(
  place: Place,
  cluster: string,
  name: string,
  desiredCount: number,
  revision: number,
  port?: number,
): ServiceSpec {
  const taskDefinition = `${name}:${String(revision)}`;
  const base = { ...place, cluster, name, desiredCount, taskDefinition, createdAt: CREATED };
  return { ...base, launchType: "FARGATE", ...(port !== undefined && { port }) };
}

/** A task to work from: whoever may use ECS Exec has a shell in production here. */
export const toolbox: ServiceSpec = fargate(prodEurope, "batch", "toolbox", 1, 5);

/** Every service as it stands two weeks before the story's now. */
export const services: readonly ServiceSpec[] = [
  fargate(prodEurope, "prod", "checkout", 4, 117, 8080),
  fargate(prodEurope, "prod", "payments", 3, 86, 8080),
  fargate(prodEurope, "prod", "api", 6, 40, 8080),
  fargate(prodEurope, "prod", "web", 3, 203, 3000),
  fargate(prodEurope, "prod", "search", 2, 58, 9200),
  fargate(prodEurope, "prod", "cart", 2, 31, 8080),
  fargate(prodEurope, "prod", "legacy-reports", 1, 9),
  { ...fargate(prodEurope, "batch", "image-resizer", 2, 24), launchType: "EC2" },
  toolbox,
  fargate(prodAmerica, "global", "status-page", 2, 12, 3000),
  fargate(prodAmerica, "global", "geo-router", 3, 7, 8080),
  fargate(prodAnalytics, "analytics", "ingest", 2, 65, 8080),
  fargate(prodAnalytics, "analytics", "warehouse-loader", 1, 18),
  fargate(staging, "staging", "checkout", 1, 142, 8080),
  fargate(staging, "staging", "payments", 1, 97, 8080),
  fargate(staging, "staging", "api", 2, 51, 8080),
  fargate(staging, "staging", "web", 1, 230, 3000),
];
