import type { Call } from "../action.ts";
import type { Intent, Resource, Setting } from "../change.ts";
import { isList, objectIn, objectsIn, textIn } from "../json-fields.ts";
import type { Json } from "../record.ts";
import { clusterAround, listResources, readResource } from "../resource-names.ts";
import { isSame } from "../same.ts";
import { mentionedByArn, mentionedProviders, mentionedTaskDefinition } from "./mentioned.ts";
import { secondsOf } from "./response-time.ts";
import { goesBack } from "./revisions.ts";
import { readSettings, readState } from "./settings.ts";

/** The service that a call is about, then its task definition, cluster, service deployment and capacity providers. */
export function serviceResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const answered = objectIn(response, "service");
  const service = readResource({
    kind: "service",
    names: [
      answered["serviceArn"],
      answered["serviceName"],
      request["service"],
      request["serviceArn"],
      request["serviceName"],
    ],
    clusters: [answered["clusterArn"], answered["cluster"], request["cluster"]],
  });
  return listResources(
    service,
    mentionedTaskDefinition(answered["taskDefinition"], request["taskDefinition"]),
    mentionedTaskDefinition(request["taskDefinitionArn"]),
    clusterAround(service, answered["clusterArn"], answered["cluster"], request["cluster"]),
    mentionedByArn(answered["currentServiceDeployment"]),
    mentionedByArn(answered["currentDeployment"]),
    ...mentionedProviders(request["capacityProviderStrategy"]),
  );
}

/** What a Create- or UpdateService set; a bare task definition family is completed where the response tells its revision. */
export function serviceSettings({ request, response }: Call): readonly Setting[] {
  const answered = mentionedTaskDefinition(objectIn(response, "service")["taskDefinition"])?.name;
  return readSettings(request, {
    omit: ["cluster", "service", "serviceName"],
    momentary: ["forceNewDeployment"],
  }).map((setting) => {
    const { name, after } = setting;
    const bare = name === "taskDefinition" && typeof after === "string" && !after.includes(":");
    return bare && answered?.startsWith(`${after}:`) ? { ...setting, after: answered } : setting;
  });
}

const SERVICE_FIELDS: readonly string[] = [
  "status",
  "desiredCount",
  "taskDefinition",
  "launchType",
  "platformVersion",
  "capacityProviderStrategy",
  "schedulingStrategy",
  "deploymentController",
  "deploymentConfiguration",
  "networkConfiguration",
  "loadBalancers",
  "serviceRegistries",
  "placementConstraints",
  "placementStrategy",
  "availabilityZoneRebalancing",
  "healthCheckGracePeriodSeconds",
  "enableExecuteCommand",
  "enableECSManagedTags",
  "propagateTags",
];

/** Shown by the response's deployments, not by the service itself. */
const DEPLOYMENT_FIELDS: readonly string[] = [
  "serviceConnectConfiguration",
  "volumeConfigurations",
  "vpcLatticeConfigurations",
];

/** The service as the response shows it; `deployment` is the id of its PRIMARY deployment. */
export function serviceState({ response }: Call): Readonly<Record<string, Json>> {
  const service = objectIn(response, "service");
  const primary = objectsIn(service, "deployments").find(isPrimary);
  const id = primary && textIn(primary, "id");
  return {
    ...readState(service, SERVICE_FIELDS),
    ...(primary && readState(primary, DEPLOYMENT_FIELDS)),
    ...(id !== undefined && { deployment: id }),
  };
}

/** A deployment that the call itself started was created while the call ran: `eventTime` has whole seconds. */
const SAME_MOMENT_SECONDS = 3;

/**
 * The task definition that ran before, where an UpdateService response shows it beyond doubt: the call started a new
 * PRIMARY deployment, and exactly one other is listed, the ACTIVE one that it replaces.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html
 */
export function serviceStateBefore({ record, response }: Call): Readonly<Record<string, Json>> {
  const deployments = objectsIn(objectIn(response, "service"), "deployments");
  const primary = deployments.find(isPrimary);
  const [replaced, ...more] = deployments.filter((deployment) => deployment !== primary);
  if (!primary || !replaced || more.length > 0 || replaced["status"] !== "ACTIVE") return {};
  const started = secondsOf(primary["createdAt"]);
  const called = secondsOf(record.eventTime);
  const byThisCall =
    started !== undefined &&
    called !== undefined &&
    Math.abs(called - started) <= SAME_MOMENT_SECONDS;
  return byThisCall ? readState(replaced, ["taskDefinition"]) : {};
}

function isPrimary(deployment: { readonly status?: Json }): boolean {
  return deployment.status === "PRIMARY";
}

/** "This parameter triggers a new service deployment", as the API says of them (beside `taskDefinition`). */
const STARTS_DEPLOYMENT: ReadonlySet<string> = new Set([
  "loadBalancers",
  "networkConfiguration",
  "platformVersion",
  "serviceConnectConfiguration",
  "serviceRegistries",
  "volumeConfigurations",
  "vpcLatticeConfigurations",
]);

/** Sent along by tools in every call, and without effect on what runs. */
const BOOKKEEPING: ReadonlySet<string> = new Set(["enableECSManagedTags", "propagateTags"]);

/**
 * What an UpdateService amounts to. The presence of a key is no intent: a value that was there before does not count,
 * nor does `forceNewDeployment: false`, nor an empty list whose former value is not known. A record without any setting
 * (a refused call may have none) does not say what was wanted.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
export function serviceIntent(settings: readonly Setting[]): Intent {
  if (settings.length === 0) return "unknown";
  const meant = settings.filter(isMeant);
  const changing = meant.filter(({ before, after }) => !isSame(before, after));
  // Where all was so before, the call still meant something: `scale` from 4 to 4.
  return intentOf(changing.length > 0 ? changing : meant);
}

function intentOf(settings: readonly Setting[]): Intent {
  const byName = new Map(settings.map((setting) => [setting.name, setting]));
  const count = byName.get("desiredCount");
  const definition = byName.get("taskDefinition");
  if (count?.after === 0) return "stop-service";
  if (definition) return goesBack(definition) ? "rollback" : "deploy";
  if (settings.some(({ name }) => STARTS_DEPLOYMENT.has(fieldOf(name)))) return "configure";
  if (count) return "scale";
  const others = settings.filter((setting) => !isForce(setting));
  const onlyForced = others.every(({ name }) => BOOKKEEPING.has(name));
  return onlyForced && settings.some(isForce) ? "restart" : "configure";
}

function isMeant({ name, after, before }: Setting): boolean {
  if (name === "forceNewDeployment") return after === true;
  return before !== undefined || !(isList(after) && after.length === 0);
}

function isForce({ name, after }: Setting): boolean {
  return name === "forceNewDeployment" && after === true;
}

/** `deploymentConfiguration` of `deploymentConfiguration.minimumHealthyPercent`. */
function fieldOf(name: string): string {
  return name.split(".", 1)[0] ?? name;
}
