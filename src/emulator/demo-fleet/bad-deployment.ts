import { describeServices, read } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import { registerTaskDefinition, type Registration } from "../calls/task-definitions.ts";
import type { ApiCall } from "../record-writer.ts";
import type { Story } from "../teller.ts";
import { ADDRESS, prodEurope } from "./fleet.ts";
import { atTerminal, tomas } from "./people.ts";
import { deployRun, type Run } from "./pipelines.ts";
import { receiveCredentials } from "./receive-credentials.ts";

const api: Registration = {
  family: "api",
  image: "api:2026.45.2",
  cpu: "512",
  memory: "1024",
  environment: { LOG_LEVEL: "info", POOL_SIZE: "20" },
  port: 8080,
};

/** api:41 had run well for a week. api:42 halves the memory by mistake; half an hour later it is taken back. */
export const badDeployment: Story = {
  name: "bad-deployment",
  tell: ({ at }) => {
    const good: Run = {
      repository: "acme/api",
      ref: "refs/heads/main",
      runID: "19401562387",
      issued: "2026-11-12T14:12:10Z",
    };
    receiveCredentials(at, prodEurope, "github-deploy", good);
    const goodRun = deployRun(prodEurope, good);
    at("2026-11-12T14:12:31Z", goodRun, registerTaskDefinition(api));
    at("2026-11-12T14:12:32Z", goodRun, describeServices("prod", ["api"]));
    at("2026-11-12T14:12:33Z", goodRun, deploy(41));

    const bad: Run = { ...good, runID: "19514478120", issued: "2026-11-19T09:37:22Z" };
    receiveCredentials(at, prodEurope, "github-deploy", bad);
    const badRun = deployRun(prodEurope, bad);
    at(
      "2026-11-19T09:37:49Z",
      badRun,
      registerTaskDefinition({ ...api, image: "api:2026.47.1", memory: "512" }),
    );
    at("2026-11-19T09:37:50Z", badRun, describeServices("prod", ["api"]));
    at("2026-11-19T09:37:52Z", badRun, deploy(42), "deployed");
    for (const second of ["08", "23", "38", "53"]) {
      at(`2026-11-19T09:38:${second}Z`, badRun, describeServices("prod", ["api"]));
    }

    const release = atTerminal(tomas, prodEurope, "2026-11-19T10:14:02Z");
    at("2026-11-19T10:17:30Z", release, describeServices("prod", ["api"]));
    at(
      "2026-11-19T10:19:12Z",
      release,
      read("ecs", "DescribeTaskDefinition", { taskDefinition: "api:41" }),
    );
    at(
      "2026-11-19T10:21:05Z",
      release,
      updateService({ cluster: "prod", service: "api", taskDefinition: "api:41" }),
      "rolled-back",
    );
  },
  incidents: [
    {
      id: "api-bad-deployment",
      symptom: "tasks of api in prod run out of memory since 09:38",
      question: ({ minute }) => `who api --at ${minute}`,
      mark: "deployed",
      truth: {
        intent: "deploy",
        actorKind: "pipeline",
        actorName: "acme/api",
        tool: "GitHub Action amazon-ecs-deploy-task-definition",
        origin: ADDRESS.ci,
        says: [
          "api in prod",
          "api:41 → api:42",
          "GitHub Actions",
          "refs/heads/main",
          "role github-deploy",
          "https://github.com/acme/api/actions/runs/19514478120",
        ],
      },
    },
    {
      id: "api-rolled-back",
      symptom: "api in prod recovered at 10:25",
      question: ({ minute }) => `who api --at ${minute}`,
      mark: "rolled-back",
      truth: {
        intent: "rollback",
        actorKind: "person",
        actorName: tomas.userName,
        tool: "aws-cli",
        origin: ADDRESS.office,
        says: ["api in prod", "rolled back", "api:42 → api:41"],
      },
    },
  ],
};

/** The action sends all of these each time, changed or not. */
function deploy(revision: number): ApiCall {
  return updateService({
    cluster: "prod",
    service: "api",
    taskDefinition: `arn:aws:ecs:eu-west-1:${prodEurope.account}:task-definition/api:${String(revision)}`,
    forceNewDeployment: false,
    enableECSManagedTags: true,
    propagateTags: "SERVICE",
    volumeConfigurations: [],
  });
}
