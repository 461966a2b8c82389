import { splitServiceDeployments, splitServiceRevisions } from "../../core/split-effects.ts";
import type { JsonObject } from "../../core/record.ts";
import type { Page } from "../source.ts";
import type { Trouble } from "./asker.ts";
import {
  batchesOf,
  listIn,
  nameOf,
  noteTrouble,
  pageOf,
  textIn,
  type EcsReading,
  type NamedService,
} from "./reading.ts";

/**
 * DescribeServiceDeployments and DescribeServiceRevisions describe so many at once.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceDeployments.html
 */
const AT_ONCE = 20;

/**
 * Service deployments are kept so long.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html
 */
const KEPT_MS = 90 * 86_400_000;

/** A deployment that began so long before the window may have ended in it. */
const LONGEST_MS = 86_400_000;

const TOPIC = "ECS service deployments";

/** Reads the service deployments of services, and the service revisions that they went from and to. */
export async function* readDeployments(
  reading: EcsReading,
  services: readonly NamedService[],
): AsyncGenerator<Page> {
  const after = startOf(reading);
  const arns: string[] = [];
  for (const one of services) {
    const listed = await listDeployments(reading, one, after);
    arns.push(...listed.arns);
    if (listed.trouble) noteTrouble(reading, TOPIC, [nameOf(one)], listed.trouble);
    else noteSeen(reading, nameOf(one), after);
  }
  const revisions = new Set<string>();
  for (const serviceDeploymentArns of batchesOf(arns, AT_ONCE)) {
    const asked = await reading.asker.ask("DescribeServiceDeployments", { serviceDeploymentArns });
    if ("trouble" in asked) {
      noteLost(reading, services, asked.trouble);
      break;
    }
    for (const one of listIn(asked.body, "serviceDeployments")) addRevisions(one, revisions);
    yield pageOf(reading, splitServiceDeployments, asked.body, `ECS service deployments`);
  }
  for (const serviceRevisionArns of batchesOf([...revisions], AT_ONCE)) {
    const asked = await reading.asker.ask("DescribeServiceRevisions", { serviceRevisionArns });
    if ("trouble" in asked) return;
    yield pageOf(reading, splitServiceRevisions, asked.body, `ECS service revisions`);
  }
}

function startOf({ request }: EcsReading): Date {
  const { window, now } = request;
  const asked = Date.parse(window.from) - LONGEST_MS;
  return new Date(Math.max(asked, now.getTime() - KEPT_MS));
}

async function listDeployments(
  { asker }: EcsReading,
  { cluster, service }: NamedService,
  after: Date,
): Promise<{ readonly arns: readonly string[]; readonly trouble?: Trouble }> {
  const arns: string[] = [];
  const input = { cluster, service, createdAt: { after }, maxResults: 100 };
  for await (const asked of asker.pages("ListServiceDeployments", input)) {
    if ("trouble" in asked) return { arns, trouble: asked.trouble };
    const found = listIn(asked.body, "serviceDeployments");
    arns.push(...found.map((one) => textIn(one, "serviceDeploymentArn")));
  }
  return { arns };
}

function addRevisions(deployment: JsonObject, revisions: Set<string>): void {
  const target = listIn({ list: [deployment["targetServiceRevision"] ?? null] }, "list");
  for (const { arn } of [...target, ...listIn(deployment, "sourceServiceRevisions")]) {
    if (typeof arn === "string") revisions.add(arn);
  }
}

function noteSeen({ glimpses }: EcsReading, of: string, after: Date): void {
  const before = "ECS keeps service deployments for 90 days";
  glimpses.push({ topic: TOPIC, of, from: after.toISOString(), before });
}

/** They were listed, and that is not enough to know what became of them. */
function noteLost(reading: EcsReading, services: readonly NamedService[], trouble: Trouble): void {
  const lost = new Set(services.map(nameOf));
  const kept = reading.glimpses.filter(({ topic, of }) => topic !== TOPIC || !lost.has(of));
  reading.glimpses.splice(0, reading.glimpses.length, ...kept);
  noteTrouble(reading, TOPIC, [...lost], trouble);
}
