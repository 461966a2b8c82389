import assert from "node:assert/strict";
import {
  ApplicationAutoScalingClient,
  DescribeScalingActivitiesCommand,
} from "@aws-sdk/client-application-auto-scaling";
import * as ecs from "@aws-sdk/client-ecs";
import { after, before, describe, test } from "node:test";
import { isObject, type JsonObject } from "../src/core/record.ts";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { services } from "../src/emulator/services/index.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";

const scenario = demoFleet();
/** Ten minutes before the story ends: ECS still shows the task that was stopped by hand an hour before. */
const now = Date.parse(scenario.now) - 600_000;
const ACCOUNT = "210987654321";
let emulator: Emulator;
let client: ecs.ECSClient;
let scaling: ApplicationAutoScalingClient;

before(async () => {
  emulator = await startEmulator({ scenario, now: () => new Date(now) });
  const settings = {
    endpoint: emulator.url,
    region: "eu-west-1",
    credentials: {
      accessKeyId: emulator.env["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: "emulator",
    },
  };
  client = new ecs.ECSClient(settings);
  scaling = new ApplicationAutoScalingClient(settings);
});
after(() => emulator.close());

async function serviceOf(cluster: string, service: string): Promise<ecs.Service> {
  const { services: [found] = [] } = await client.send(
    new ecs.DescribeServicesCommand({ cluster, services: [service] }),
  );
  assert.ok(found);
  return found;
}

async function tasksOf(
  serviceName: string,
  desiredStatus: "RUNNING" | "STOPPED",
): Promise<readonly ecs.Task[]> {
  const { taskArns = [] } = await client.send(
    new ecs.ListTasksCommand({ cluster: "prod", serviceName, desiredStatus }),
  );
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await client.send(
    new ecs.DescribeTasksCommand({ cluster: "prod", tasks: taskArns }),
  );
  return tasks;
}

describe("ECS of the emulator agrees with its CloudTrail records", () => {
  test("the task that StopTask named has the caller's reason, and another runs in its place", async () => {
    const record = scenario.records.find(({ eventName }) => eventName === "StopTask");
    const request = record?.["requestParameters"];
    assert.ok(isObject(request));

    const [stopped, ...others] = await tasksOf("payments", "STOPPED");

    assert.equal(others.length, 0);
    assert.equal(stopped?.taskArn?.split("/").at(-1), request["task"]);
    assert.equal(stopped?.stoppedReason, request["reason"]);
    assert.equal(stopped?.stopCode, "UserInitiated");
    assert.equal((await tasksOf("payments", "RUNNING")).length, 3);
  });

  test("the tasks that a scaling ended name the deployment that started them", async () => {
    const stopped = await tasksOf("checkout", "STOPPED");
    const { deployments: [primary] = [], events = [] } = await serviceOf("prod", "checkout");

    assert.equal(stopped.length, 4);
    for (const { startedBy = "", stoppedReason } of stopped) {
      assert.equal(startedBy, primary?.id);
      assert.equal(stoppedReason, `Scaling activity initiated by (deployment ${startedBy})`);
    }
    const said = events.find(({ message }) => message?.includes("has stopped 4 running tasks"));
    for (const { taskArn = "" } of stopped) {
      assert.ok(said?.message?.includes(`(task ${taskArn.split("/").at(-1) ?? ""})`));
    }
  });

  test("a deployment has the id that UpdateService answered with, a service deployment and a revision", async () => {
    const deploy = scenario.records.findLast(
      ({ requestParameters: request, eventName, recipientAccountId }) =>
        eventName === "UpdateService" &&
        recipientAccountId === ACCOUNT &&
        isObject(request) &&
        request["service"] === "search" &&
        request["forceNewDeployment"] === true,
    );
    const answered = deploy?.["responseElements"];
    assert.ok(isObject(answered) && isObject(answered["service"]));
    const [first] = answered["service"]["deployments"] as readonly JsonObject[];
    const { deployments = [], currentServiceDeployment } = await serviceOf("prod", "search");
    const { serviceDeployments = [] } = await client.send(
      new ecs.ListServiceDeploymentsCommand({ cluster: "prod", service: "search" }),
    );

    assert.deepEqual(
      deployments.map(({ id }) => id),
      [first?.["id"]],
    );
    assert.equal(serviceDeployments[0]?.serviceDeploymentArn, currentServiceDeployment);
    assert.equal(serviceDeployments[0]?.status, "SUCCESSFUL");
    const { serviceDeployments: whole = [] } = await client.send(
      new ecs.DescribeServiceDeploymentsCommand({
        serviceDeploymentArns: serviceDeployments.flatMap((one) => one.serviceDeploymentArn ?? []),
      }),
    );
    assert.equal(whole.length, serviceDeployments.length);
    const { serviceRevisions: [revision] = [] } = await client.send(
      new ecs.DescribeServiceRevisionsCommand({
        serviceRevisionArns: [whole[0]?.targetServiceRevision?.arn ?? ""],
      }),
    );
    assert.equal(revision?.taskDefinition?.split("/").at(-1), "search:59");
  });

  test("scalings by Service Auto Scaling are told with what triggered them", async () => {
    const { ScalingActivities = [] } = await scaling.send(
      new DescribeScalingActivitiesCommand({
        ServiceNamespace: "ecs",
        ResourceId: "service/prod/web",
      }),
    );
    assert.equal(ScalingActivities.length, 40);
    const [newest] = ScalingActivities;
    assert.match(newest?.Description ?? "", /^Setting desired count to 3\.$/);
    assert.match(newest?.Cause ?? "", /^monitor alarm TargetTracking-service\/prod\/web-/);
  });
});

describe("ECS of the emulator forgets and limits as ECS does", () => {
  test("a stopped task is gone an hour later", async () => {
    const later = await startEmulator({ scenario, now: () => new Date(now + 3_600_000) });
    const credentials = { accessKeyId: "AKIAPROD00000EXAMPLE", secretAccessKey: "emulator" };
    const other = new ecs.ECSClient({ endpoint: later.url, region: "eu-west-1", credentials });
    const { taskArns } = await other.send(
      new ecs.ListTasksCommand({ cluster: "prod", desiredStatus: "STOPPED" }),
    );
    await later.close();
    assert.deepEqual(taskArns, []);
  });

  test("a service's last hundred events are kept, newest first", async () => {
    const { events = [] } = await serviceOf("prod", "web");
    assert.equal(events.length, 100);
    const times = events.map(({ createdAt }) => createdAt?.getTime() ?? 0);
    assert.deepEqual(
      times,
      times.toSorted((one, other) => other - one),
    );
  });

  test("more than ten services or a hundred tasks at once are refused", async () => {
    const many = (count: number): string[] =>
      Array.from({ length: count }, (_, at) => `x${String(at)}`);
    const invalid = { name: "InvalidParameterException" };
    await assert.rejects(
      client.send(new ecs.DescribeServicesCommand({ cluster: "prod", services: many(11) })),
      invalid,
    );
    await assert.rejects(
      client.send(new ecs.DescribeTasksCommand({ cluster: "prod", tasks: many(101) })),
      invalid,
    );
    await assert.rejects(
      client.send(new ecs.DescribeServiceDeploymentsCommand({ serviceDeploymentArns: many(21) })),
      invalid,
    );
    await assert.rejects(
      client.send(new ecs.ListTasksCommand({ cluster: "prod", maxResults: 101 })),
      invalid,
    );
  });

  test("lists come in pages, and a token that is none is refused", async () => {
    const found = new Set<string>();
    let nextToken: string | undefined;
    do {
      const page: ecs.ListTasksCommandOutput = await client.send(
        new ecs.ListTasksCommand({
          cluster: "prod",
          maxResults: 5,
          ...(nextToken !== undefined && { nextToken }),
        }),
      );
      for (const arn of page.taskArns ?? []) found.add(arn);
      ({ nextToken } = page);
    } while (nextToken !== undefined);
    assert.ok(found.size > 10);
    await assert.rejects(
      client.send(new ecs.ListTasksCommand({ cluster: "prod", nextToken: "7" })),
      {
        name: "InvalidParameterException",
      },
    );
  });

  test("what is missing is told beside what was found, a cluster that is none is an error", async () => {
    const { tasks, failures } = await client.send(
      new ecs.DescribeTasksCommand({
        cluster: "prod",
        tasks: ["0123456789abcdef0123456789abcdef"],
      }),
    );
    assert.deepEqual(tasks, []);
    assert.equal(failures?.[0]?.reason, "MISSING");
    await assert.rejects(client.send(new ecs.ListTasksCommand({ cluster: "moon" })), {
      name: "ClusterNotFoundException",
    });
  });
});

test("every answer of the emulator's ECS has only fields that the SDK's model has", async () => {
  const inputs: Readonly<Record<string, JsonObject>> = {
    DescribeClusters: { clusters: ["prod"] },
    DescribeServices: { cluster: "prod", services: ["checkout", "web", "api"] },
    ListServiceDeployments: { cluster: "prod", service: "api" },
    DescribeTaskDefinition: { taskDefinition: "api" },
    DescribeTaskSets: { cluster: "prod", service: "api" },
  };
  const operations = services.find(({ name }) => name === "ecs")?.operations ?? {};
  const call = {
    region: "eu-west-1",
    account: ACCOUNT,
    accessKeyId: "",
    world: { scenario, now: () => new Date(now) },
  };
  const ask = (operation: string, input: JsonObject): JsonObject => {
    const reply = operations[operation]?.({ ...call, input });
    assert.ok(reply && "output" in reply, operation);
    return reply.output;
  };
  const lists = {
    ListTasks: ["taskArns", "DescribeTasks", "tasks"],
    ListContainerInstances: [
      "containerInstanceArns",
      "DescribeContainerInstances",
      "containerInstances",
    ],
  } as const;
  let checked = 0;
  for (const operation of Object.keys(operations)) {
    let input = inputs[operation] ?? { cluster: "batch" };
    const [list, [field, , into]] = Object.entries(lists).find(
      ([, [, describes]]) => describes === operation,
    ) ?? ["", ["", "", ""]];
    if (list !== "")
      input = { cluster: "batch", [into]: ask(list, { cluster: "batch" })[field] ?? [] };
    const plural = {
      DescribeServiceDeployments: "serviceDeploymentArn",
      DescribeServiceRevisions: "serviceRevisionArn",
    }[operation];
    if (plural !== undefined) {
      const kind =
        operation === "DescribeServiceDeployments" ? "service-deployment" : "service-revision";
      const things =
        scenario.ecs?.things.filter(
          (thing) =>
            thing.kind === kind && thing.account === ACCOUNT && thing.region === "eu-west-1",
        ) ?? [];
      input = { [`${plural}s`]: [...new Set(things.map(({ id }) => id))].slice(0, 20) };
    }
    const schema: unknown = Reflect.get(ecs, `${operation}Response$`);
    const output = ask(operation, input);
    assert.ok(
      Object.values(output).some((value) => !Array.isArray(value) || value.length > 0) ||
        operation === "DescribeTaskSets",
      `${operation} answers something`,
    );
    assertFits(operation, output, schema);
    checked++;
  }
  assert.ok(checked >= 14);
});

/** A schema of the SDK: `[3, namespace, name, traits, members, types]` for a structure, `[1, …, type]` for a list. */
function assertFits(where: string, value: unknown, schema: unknown): void {
  const kind: unknown = typeof schema === "function" ? (schema as () => unknown)() : schema;
  if (kind === 4 || kind === 7) assert.equal(typeof value, "number", where);
  if (kind === 0) assert.equal(typeof value, "string", where);
  if (kind === 2) assert.equal(typeof value, "boolean", where);
  if (!Array.isArray(kind)) return;
  const parts = kind as readonly unknown[];
  if (parts[0] === 3 && isObject(value)) {
    const members = parts[4] as readonly string[];
    const types = parts[5] as readonly unknown[];
    for (const [key, item] of Object.entries(value)) {
      assert.ok(members.includes(key), `${where}.${key}`);
      assertFits(`${where}.${key}`, item, types[members.indexOf(key)]);
    }
  }
  if (parts[0] === 1 && Array.isArray(value)) {
    for (const item of value as readonly unknown[]) assertFits(`${where}[]`, item, parts[4]);
  }
}
