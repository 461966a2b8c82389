import assert from "node:assert/strict";
import { exec, spawnSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { demoFleet } from "../../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator, type Emulator } from "../../src/emulator/start-emulator.ts";

const isMissing = spawnSync("aws", ["--version"], { stdio: "ignore" }).status !== 0;
const skip = isMissing && "needs the aws-cli";
const run = promisify(exec);

describe("the aws-cli reads the emulator's ECS", { skip }, () => {
  const scenario = demoFleet();
  let emulator: Emulator;
  before(async () => {
    const now = new Date(Date.parse(scenario.now) - 300_000);
    emulator = await startEmulator({ scenario, now: () => now });
  });
  after(() => emulator.close());

  async function ecs<Output>(command: string, service = "ecs"): Promise<Output> {
    const { PATH = "", HOME = "" } = process.env;
    const none = { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
    const env = { PATH, HOME, ...none, ...emulator.env };
    const { stdout } = await run(`aws ${service} ${command} --output json`, { env });
    return JSON.parse(stdout) as Output;
  }

  test("events of a service, with their times", async () => {
    const events = await ecs<readonly (readonly [number | string, string])[]>(
      "describe-services --cluster prod --services checkout --query 'services[0].events[:4].[createdAt, message]'",
    );
    assert.match(events[0]?.[1] ?? "", /has reached a steady state\.$/);
    assert.match(events[1]?.[1] ?? "", /has stopped 4 running tasks: \(task [0-9a-f]{32}\)/);
    // The first aws-cli prints seconds, the second ISO 8601.
    const [at = ""] = events[0] ?? [];
    const seconds = typeof at === "number" ? at : Date.parse(at) / 1000;
    assert.equal(new Date(seconds * 1000).toISOString(), "2026-11-20T14:02:45.800Z");
  });

  test("all pages of the tasks, and what stopped one of them", async () => {
    const arns = await ecs<readonly string[]>(
      "list-tasks --cluster prod --page-size 3 --query taskArns",
    );
    assert.ok(arns.length > 10);
    const [stopped] = await ecs<readonly string[]>(
      "list-tasks --cluster prod --service-name payments --desired-status STOPPED --query taskArns",
    );
    const [reason] = await ecs<readonly string[]>(
      `describe-tasks --cluster prod --tasks ${stopped ?? ""} --query 'tasks[].stoppedReason'`,
    );
    assert.equal(reason, "stale TLS certificate");
  });

  test("service deployments and their revisions", async () => {
    const deployments = await ecs<
      readonly {
        readonly serviceDeploymentArn: string;
        readonly targetServiceRevisionArn: string;
      }[]
    >("list-service-deployments --cluster prod --service api --query serviceDeployments");
    assert.equal(deployments.length, 3);
    const [newest] = deployments;
    assert.ok(newest);
    const statuses = await ecs<readonly string[]>(
      `describe-service-deployments --service-deployment-arns ${newest.serviceDeploymentArn} --query 'serviceDeployments[].status'`,
    );
    assert.deepEqual(statuses, ["SUCCESSFUL"]);
    const definitions = await ecs<readonly string[]>(
      `describe-service-revisions --service-revision-arns ${newest.targetServiceRevisionArn} --query 'serviceRevisions[].taskDefinition'`,
    );
    assert.match(definitions[0] ?? "", /task-definition\/api:41$/);
  });

  test("container instances, a task definition and scaling activities", async () => {
    const instances = await ecs<readonly string[]>(
      "list-container-instances --cluster batch --query containerInstanceArns",
    );
    assert.equal(instances.length, 2);
    const image = await ecs<string>(
      "describe-task-definition --task-definition api --query 'taskDefinition.containerDefinitions[0].image'",
    );
    assert.match(image, /\/api:2026\.47\.1$/);
    const activities = await ecs<readonly string[]>(
      "describe-scaling-activities --service-namespace ecs --resource-id service/prod/web --query 'ScalingActivities[].Description'",
      "application-autoscaling",
    );
    assert.equal(activities[0], "Setting desired count to 3.");
  });
});
