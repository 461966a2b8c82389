import type { Page } from "../source.ts";
import type { Trouble } from "./asker.ts";
import { lastPart, textsIn, type EcsReading, type NamedService } from "./reading.ts";

/** Which services there are. */
export interface Directory {
  readonly clusters: readonly string[];
  readonly services: readonly NamedService[];
  readonly trouble?: Trouble;
}

/** So long it is remembered which services there are. */
const REMEMBERED_MS = 3_600_000;

/** Lists the services of a cluster, or of all, unless that is remembered. */
export async function* readDirectory(
  reading: EcsReading,
  cluster: string | undefined,
): AsyncGenerator<Page, Directory> {
  const { uri, place, request } = reading;
  const key = `${uri} services of ${place.account} ${place.region}`;
  const known = recall(request.memory.get(key), request.now);
  if (known) return cluster === undefined ? known : only(known, cluster);
  const listed = cluster === undefined ? await listClusters(reading) : { names: [cluster] };
  const services: NamedService[] = [];
  let { trouble } = listed;
  for (const one of listed.names) {
    const found = await list(reading, one);
    services.push(...found.names.map((service) => ({ cluster: one, service })));
    trouble ??= found.trouble;
    yield {
      records: [],
      unreadable: [],
      progress: `${String(found.names.length)} services in ${one}`,
      requests: reading.asker.takeCount(),
    };
  }
  if (cluster === undefined && !trouble) {
    const text = JSON.stringify({ at: request.now.getTime(), clusters: listed.names, services });
    request.memory.set(key, text);
  }
  return { clusters: listed.names, services, ...(trouble && { trouble }) };
}

/** Forgets it: something in it is not there any more. */
export function forgetDirectory({ uri, place, request }: EcsReading): void {
  request.memory.set(`${uri} services of ${place.account} ${place.region}`, "");
}

function recall(text: string | undefined, now: Date): Directory | undefined {
  if (text === undefined || text === "") return undefined;
  const kept = JSON.parse(text) as Directory & { readonly at: number };
  const age = now.getTime() - kept.at;
  return age >= 0 && age < REMEMBERED_MS ? kept : undefined;
}

function only({ services }: Directory, cluster: string): Directory {
  return { clusters: [cluster], services: services.filter((one) => one.cluster === cluster) };
}

interface Listed {
  readonly names: readonly string[];
  readonly trouble?: Trouble;
}

function listClusters(reading: EcsReading): Promise<Listed> {
  return listNames(reading, "ListClusters", "clusterArns", {});
}

function list(reading: EcsReading, cluster: string): Promise<Listed> {
  return listNames(reading, "ListServices", "serviceArns", { cluster });
}

async function listNames(
  { asker }: EcsReading,
  operation: "ListClusters" | "ListServices",
  field: string,
  input: object,
): Promise<Listed> {
  const names: string[] = [];
  for await (const asked of asker.pages(operation, { ...input, maxResults: 100 })) {
    if ("trouble" in asked) return { names, trouble: asked.trouble };
    names.push(...textsIn(asked.body, field).map(lastPart));
  }
  return { names };
}
