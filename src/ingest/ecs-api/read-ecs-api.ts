import { setTimeout } from "node:timers/promises";
import type { Coverage } from "../../core/coverage.ts";
import type { JsonObject } from "../../core/record.ts";
import { failureError } from "../aws/failure.ts";
import { persist, type Persistence } from "../aws/persist.ts";
import type { Page, ReadRequest, SourceSettings } from "../source.ts";
import { Asker } from "./asker.ts";
import { connect } from "./connect.ts";
import { iamActionOf, type EcsClient } from "./ecs-client.ts";
import { EcsPace } from "./ecs-pace.ts";
import { findServices, type Wanted } from "./find-services.ts";
import { coveredBy, tellGlimpses, type Outlook } from "./glimpse.ts";
import { readDeployments } from "./read-deployments.ts";
import { readScaling } from "./read-scaling.ts";
import { namesIn, readServices } from "./read-services.ts";
import { readTasks } from "./read-tasks.ts";
import {
  byCluster,
  listIn,
  nameOf,
  textIn,
  type EcsReading,
  type NamedService,
} from "./reading.ts";

const TIMEOUT_MS = 20_000;

/** So many requests one reading makes at most, where nobody says: twenty seconds of the pace. */
const USUAL_BUDGET = 100;

/**
 * Reads what ECS itself tells of services: events, tasks, deployments. Nothing is changed, and no more is asked than the
 * budget allows. What a permission is missing for is told in coverage, and the rest is read.
 *
 * @param uri as which the source is known in coverage.
 * @throws OperatorError where there are no credentials, or AWS answers nothing at all.
 */
export async function* readEcsApi(
  uri: string,
  settings: SourceSettings,
  request: ReadRequest,
): AsyncGenerator<Page> {
  try {
    const client = await connect(settings);
    yield* readRegion(uri, client, settings, request);
  } catch (error) {
    if (request.signal?.aborted !== true) throw error;
  }
}

async function* readRegion(
  uri: string,
  client: EcsClient,
  settings: SourceSettings,
  request: ReadRequest,
): AsyncGenerator<Page> {
  const persistence = persistenceOf(uri, client, settings, request);
  const account = await findAccount(uri, client, request, persistence);
  const { region } = client;
  const place = { account, region, seenAt: request.now.toISOString() };
  const asker = new Asker(client, persistence, request.maxRequests ?? USUAL_BUDGET);
  const reading: EcsReading = { uri, asker, request, place, glimpses: [] };
  if (request.dryRun === true) return;
  const wanted = yield* findServices(reading, request.about);
  yield* readWanted(reading, wanted);
  throwIfDown(asker, region, settings.profile);
  const outlook: Outlook = { ...request, account, region, source: uri };
  yield {
    records: [],
    unreadable: [],
    covered: coveredBy(reading.glimpses, outlook),
    coverage: [
      ...tellGlimpses(reading.glimpses, outlook),
      ...tellTrouble(wanted, request, outlook),
    ],
    requests: asker.takeCount(),
  };
}

/** Events and tasks first: they are forgotten first. */
async function* readWanted(reading: EcsReading, wanted: Wanted): AsyncGenerator<Page> {
  const { about } = reading.request;
  const described = yield* readServices(reading, wanted.services);
  const services = narrow(described, about?.deployment, wanted.services);
  const isNarrowed = services.length < wanted.services.length;
  const isWhole = wanted.isWhole && !isNarrowed;
  if (isWhole) {
    for (const [cluster, names] of byCluster(services)) {
      yield* readTasks(
        reading,
        { cluster },
        names.map((service) => ({ cluster, service })),
      );
    }
  } else for (const one of services) yield* readTasks(reading, one, [one]);
  yield* readDeployments(reading, services);
  yield* readScaling(reading, services, isWhole);
}

/** The service that has this deployment, where it still stands; else all that were found. */
function narrow(
  described: readonly JsonObject[],
  deployment: string | undefined,
  wanted: readonly NamedService[],
): readonly NamedService[] {
  if (deployment === undefined || wanted.length < 2) return wanted;
  const owner = described.find((service) =>
    ["deployments", "taskSets"].some((list) =>
      listIn(service, list).some((one) => textIn(one, "id") === deployment),
    ),
  );
  return owner ? [namesIn(owner)] : wanted;
}

function persistenceOf(
  uri: string,
  { region, renew, accessKeyId }: EcsClient,
  { sleep, account }: SourceSettings,
  { signal, rate, changePace }: ReadRequest,
): Persistence {
  const pace = new EcsPace(`${uri} ${account ?? accessKeyId} ${region}`, { rate, changePace });
  const wait = sleep ?? ((ms, abort) => setTimeout(ms, undefined, { signal: abort }));
  return { pace, sleep: wait, timeoutMs: TIMEOUT_MS, signal, renew };
}

/** Whose account it is: as the credentials say, as noted for this key, else as STS says. */
async function findAccount(
  uri: string,
  client: EcsClient,
  { memory }: ReadRequest,
  persistence: Persistence,
): Promise<string> {
  if (client.accountId !== undefined) return client.accountId;
  const key = `${uri} account of ${client.accessKeyId}`;
  const noted = memory.get(key);
  if (noted !== undefined) return noted;
  const attempted = await persist(client.askAccount, persistence);
  if ("failure" in attempted) {
    const where = { region: client.region, call: "sts:GetCallerIdentity" };
    throw failureError(attempted.failure, where);
  }
  memory.set(key, attempted.output);
  return attempted.output;
}

/** Credentials that are refused, and an AWS that does not answer, are for the operator to mend. */
function throwIfDown({ down }: Asker, region: string, profile: string | undefined): void {
  if (!down) return;
  const call = iamActionOf(down.operation);
  throw failureError(down.failure, { region, profile, call });
}

/** What kept services from being found. */
function tellTrouble(
  { trouble, services }: Wanted,
  { window, now, about }: ReadRequest,
  { account, region, source }: Outlook,
): readonly Coverage[] {
  if (!trouble) return [];
  const end = now.toISOString();
  const to = window.to < end ? window.to : end;
  if (!(window.from < to)) return [];
  const { state, note } = trouble;
  const selector = `ECS service events of ${aboutOf(about, services)}`;
  return [{ account, region, source, selector, from: window.from, to, state, note }];
}

function aboutOf(about: ReadRequest["about"], services: readonly NamedService[]): string {
  const { cluster, service, task } = about ?? {};
  if (task !== undefined) return `task ${task}`;
  if (service !== undefined) return cluster === undefined ? service : nameOf({ cluster, service });
  return services.length === 0 ? "all services" : "other services";
}
