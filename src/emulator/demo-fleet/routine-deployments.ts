import { describeServices } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import { registerTaskDefinition } from "../calls/task-definitions.ts";
import { digitsOf } from "../stable-ids.ts";
import type { Place } from "../stage.ts";
import type { Story, Teller } from "../teller.ts";
import { PROD, prodAmerica, prodAnalytics, prodEurope, staging } from "./fleet.ts";
import { deployRun, type Run } from "./pipelines.ts";
import { receiveCredentials } from "./receive-credentials.ts";

/** When, what, and the revision that it leads to. */
type Deployment = readonly [at: string, service: string, revision: number];

const inStaging: readonly Deployment[] = [
  ["2026-11-09T08:40:12Z", "checkout", 143],
  ["2026-11-09T13:15:40Z", "web", 231],
  ["2026-11-10T09:05:31Z", "payments", 98],
  ["2026-11-11T10:22:05Z", "api", 52],
  ["2026-11-12T15:48:50Z", "checkout", 144],
  ["2026-11-13T09:31:17Z", "web", 232],
  ["2026-11-16T09:50:44Z", "checkout", 145],
  ["2026-11-17T11:12:08Z", "api", 53],
  ["2026-11-18T08:25:36Z", "payments", 99],
  ["2026-11-19T14:40:59Z", "web", 233],
];

const inProd: readonly Deployment[] = [
  ["2026-11-09T12:10:22Z", "checkout", 118],
  ["2026-11-10T10:41:03Z", "web", 204],
  ["2026-11-10T14:20:45Z", "payments", 87],
  ["2026-11-11T09:33:29Z", "search", 59],
  ["2026-11-12T11:57:10Z", "cart", 32],
  ["2026-11-13T08:44:51Z", "legacy-reports", 10],
  ["2026-11-17T12:36:33Z", "checkout", 119],
  ["2026-11-17T15:02:14Z", "web", 205],
  ["2026-11-18T10:18:27Z", "payments", 88],
];

const inAmerica: readonly Deployment[] = [["2026-11-12T14:33:19Z", "status-page", 13]];

const inAnalytics: readonly Deployment[] = [["2026-11-10T16:07:38Z", "warehouse-loader", 19]];

/** The deployments that nobody asks about: GitHub Actions registers a revision, updates the service and waits. */
export const routineDeployments: Story = {
  name: "routine-deployments",
  tell: ({ at }) => {
    for (const deployment of inStaging) deploy(at, staging, "staging", deployment);
    for (const deployment of inProd) deploy(at, prodEurope, "prod", deployment);
    for (const deployment of inAmerica) deploy(at, prodAmerica, "global", deployment);
    for (const deployment of inAnalytics) deploy(at, prodAnalytics, "analytics", deployment);
  },
};

function deploy(
  at: Teller["at"],
  place: Place,
  cluster: string,
  [when, service, revision]: Deployment,
): void {
  const after = (seconds: number): string =>
    new Date(Date.parse(when) + seconds * 1000).toISOString();
  const run: Run = {
    repository: `acme/${service}`,
    ref: "refs/heads/main",
    runID: digitsOf(`${place.account}/${when}`).slice(0, 11),
    issued: after(-28),
  };
  receiveCredentials(at, place, "github-deploy", run);
  const pipeline = deployRun(place, run);
  const registration = {
    family: service,
    image: `${service}:2026.${when.slice(5, 7)}${when.slice(8, 10)}.${String(revision)}`,
    cpu: place.account === PROD ? "512" : "256",
    memory: place.account === PROD ? "1024" : "512",
  };
  at(after(-3), pipeline, registerTaskDefinition(registration));
  at(after(-1), pipeline, describeServices(cluster, [service]));
  at(
    after(0),
    pipeline,
    updateService({
      cluster,
      service,
      taskDefinition: `arn:aws:ecs:${place.region}:${place.account}:task-definition/${service}:${String(revision)}`,
      forceNewDeployment: false,
      enableECSManagedTags: true,
      propagateTags: "SERVICE",
      volumeConfigurations: [],
    }),
  );
  for (const wait of [15, 30, 45, 60, 75]) {
    at(after(wait), pipeline, describeServices(cluster, [service]));
  }
}
