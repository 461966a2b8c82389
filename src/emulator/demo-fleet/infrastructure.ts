import { onBehalfOf, servicePrincipalSession } from "../callers/role-session.ts";
import { ecsArn } from "../calls/service-body.ts";
import { change, read } from "../calls/reads.ts";
import { createService, updateService } from "../calls/services.ts";
import { registerTaskDefinition } from "../calls/task-definitions.ts";
import type { Story } from "../teller.ts";
import { prodAmerica, prodAnalytics, prodEurope, services, staging } from "./fleet.ts";
import { atTerminal, mia } from "./people.ts";
import { terraformRun, type Run } from "./pipelines.ts";
import { receiveCredentials } from "./receive-credentials.ts";

/** Terraform, CloudFormation and CodePipeline do their part of the fleet. */
export const infrastructure: Story = {
  name: "infrastructure",
  tell: (teller) => {
    terraformCreates(teller);
    terraformChangesNothing(teller);
    cloudFormationForMia(teller);
    codePipelineDeploys(teller);
  },
};

const terraformRuns: Run = {
  repository: "acme/infrastructure",
  ref: "refs/heads/main",
  runID: "19304418862",
  issued: "2026-11-11T07:58:40Z",
};

const terraformCreates: Story["tell"] = ({ at }) => {
  receiveCredentials(at, staging, "terraform-apply", terraformRuns);
  const apply = terraformRun(staging, terraformRuns);
  at("2026-11-11T07:59:12Z", apply, registerTaskDefinition(definition("search", "2026.46.1")));
  at(
    "2026-11-11T07:59:20Z",
    apply,
    createService({
      ...staging,
      cluster: "staging",
      name: "search",
      desiredCount: 1,
      taskDefinition: "search:1",
      launchType: "FARGATE",
      createdAt: "2026-11-11T07:59:20Z",
    }),
  );
};

/** An apply that sends what is already there: the call is accepted and nothing changes. */
const terraformChangesNothing: Story["tell"] = ({ at }) => {
  const run = { ...terraformRuns, runID: "19527730415", issued: "2026-11-19T15:20:05Z" };
  receiveCredentials(at, prodAmerica, "terraform-apply", run);
  const apply = terraformRun(prodAmerica, run);
  const router = services.find(({ name }) => name === "geo-router");
  const request = {
    cluster: "global",
    service: "geo-router",
    desiredCount: router?.desiredCount ?? 0,
    taskDefinition: ecsArn(prodAmerica, `task-definition/${router?.taskDefinition ?? ""}`),
  };
  at(
    "2026-11-19T15:21:30Z",
    apply,
    read("ecs", "DescribeServices", { cluster: "global", services: ["geo-router"] }),
  );
  at("2026-11-19T15:21:44Z", apply, updateService(request));
  at(
    "2026-11-19T15:21:58Z",
    apply,
    updateService({ cluster: "global", service: "status-page", enableExecuteCommand: true }),
  );

  const again = { ...run, runID: "19541120873", issued: "2026-11-20T09:10:02Z" };
  receiveCredentials(at, prodAmerica, "terraform-apply", again);
  at("2026-11-20T09:11:37Z", terraformRun(prodAmerica, again), updateService(request));
};

/** Without a service role CloudFormation calls with the session of whoever started it. */
const cloudFormationForMia: Story["tell"] = ({ at }) => {
  const terminal = atTerminal(mia, prodAnalytics, "2026-11-18T12:50:33Z");
  const cloudFormation = onBehalfOf(terminal, "cloudformation.amazonaws.com");
  const stackName = "analytics-ingest";
  at(
    "2026-11-18T12:58:02Z",
    terminal,
    change("cloudformation", "ExecuteChangeSet", {
      changeSetName: "awscli-cloudformation-package-deploy-1795006670",
      stackName,
    }),
  );
  at(
    "2026-11-18T12:58:31Z",
    cloudFormation,
    registerTaskDefinition(definition("ingest", "2026.47.3")),
  );
  at(
    "2026-11-18T12:58:36Z",
    cloudFormation,
    updateService({
      cluster: "analytics",
      service: ecsArn(prodAnalytics, "service/analytics/ingest"),
      taskDefinition: ecsArn(prodAnalytics, "task-definition/ingest:66"),
    }),
  );
};

/** A pipeline's deploy action. Which user agent it has is not documented; other services of its kind name themselves. */
const codePipelineDeploys: Story["tell"] = ({ at }) => {
  const pipeline = servicePrincipalSession({
    ...prodEurope,
    role: "image-resizer-pipeline",
    session: "1794993605112",
    issued: "2026-11-18T08:06:45Z",
    invokedBy: "codepipeline.amazonaws.com",
  });
  at(
    "2026-11-18T08:06:50Z",
    pipeline,
    registerTaskDefinition(definition("image-resizer", "2026.47.1")),
  );
  at(
    "2026-11-18T08:06:52Z",
    pipeline,
    updateService({
      cluster: "batch",
      service: "image-resizer",
      taskDefinition: "image-resizer:25",
    }),
  );
};

function definition(family: string, tag: string): Parameters<typeof registerTaskDefinition>[0] {
  return { family, image: `${family}:${tag}`, cpu: "512", memory: "1024" };
}
