import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { JsonObject } from "../../core/record.ts";
import { iamUser } from "../callers/iam-user.ts";
import { change } from "../calls/reads.ts";
import { deleteService, updateService } from "../calls/services.ts";
import { stopTask } from "../calls/tasks.ts";
import type { EcsThing, EcsWorld, Happening, InstanceSpec } from "../ecs-world.ts";
import type { ApiCall } from "../record-writer.ts";
import type { ServiceSpec } from "../stage.ts";
import { tellStories } from "../teller.ts";
import { awsCli1 } from "../user-agents.ts";
import { containerInstanceArn } from "./bodies.ts";
import {
  cannotStart,
  crashes,
  deploymentFails,
  endsAndIsReplaced,
  failsContainerChecks,
  failsLoadBalancerChecks,
  fargateMaintenance,
  happens,
  hostEnds,
  rebalancesZones,
  runsOutOfMemory,
  says,
  spotInterruption,
} from "./happenings.ts";
import { tellEcs } from "./tell-ecs.ts";

const place = { account: "111122223333", region: "eu-west-1" } as const;
const shop: ServiceSpec = {
  ...place,
  cluster: "prod",
  name: "shop",
  desiredCount: 3,
  taskDefinition: "shop:7",
  launchType: "FARGATE",
  createdAt: "2026-06-01T08:00:00Z",
  port: 8080,
};
const service = { ...place, cluster: "prod", service: "shop" } as const;
const alex = iamUser({ ...place, userName: "alex", from: "198.51.100.7", with: awsCli1 });
const NOON = "2026-11-20T12:00:00Z";

interface Told {
  readonly world: EcsWorld;
  readonly records: readonly JsonObject[];
}

function tell(
  calls: readonly (readonly [at: string, call: ApiCall])[],
  happenings: readonly Happening[] = [],
  {
    spec = shop,
    instances = [],
  }: { readonly spec?: ServiceSpec; readonly instances?: readonly InstanceSpec[] } = {},
): Told {
  const story = {
    name: "trial",
    tell: ({ at }: { at: (when: string, caller: typeof alex, call: ApiCall) => void }) => {
      for (const [when, call] of calls) at(when, alex, call);
    },
  };
  const { records } = tellStories("trial", [spec], [story], 0);
  const world = tellEcs({ services: [spec], records, happenings, instances, shiftMs: 0 });
  return { world, records };
}

function textOf(value: unknown): string {
  assert.ok(typeof value === "string");
  return value;
}

const of = ({ world }: Told, kind: EcsThing["kind"]): readonly EcsThing[] =>
  world.things.filter((thing) => thing.kind === kind);
const messages = (told: Told): readonly string[] =>
  of(told, "event").map(({ body }) => textOf(body["message"]));
const ended = (told: Told): readonly JsonObject[] =>
  of(told, "task").flatMap(({ body }) => (body["lastStatus"] === "STOPPED" ? [body] : []));
const runningAt = (told: Told, at: string): number =>
  of(told, "task").filter(
    ({ from, until = Infinity, body }) =>
      from <= Date.parse(at) &&
      Date.parse(at) < until &&
      body["lastStatus"] === "RUNNING" &&
      body["desiredStatus"] === "RUNNING",
  ).length;
const LATER = "2026-11-20T12:30:00Z";

describe("ECS's side of a story, after a call", () => {
  test("a deployment replaces all tasks and is complete under the id that the caller was told", () => {
    const told = tell([
      [NOON, updateService({ cluster: "prod", service: "shop", taskDefinition: "shop:8" })],
    ]);
    const [record] = told.records;
    assert.ok(record);
    const { service: answered } = record["responseElements"] as {
      readonly service: { readonly deployments: readonly { readonly id: string }[] };
    };
    const id = answered.deployments[0]?.id;
    assert.ok(id);
    assert.equal(ended(told).length, 3);
    assert.equal(runningAt(told, LATER), 3);
    assert.ok(messages(told).includes(`(service shop) (deployment ${id}) deployment completed.`));
    const history = of(told, "service-deployment").at(-1);
    assert.equal(history?.body["status"], "SUCCESSFUL");
    assert.deepEqual(told.world.marked.get(textOf(record["eventID"]))?.deployment, id);
  });

  test("a scaling in ends the newest tasks in the name of their own deployment", () => {
    const told = tell([
      [NOON, updateService({ cluster: "prod", service: "shop", desiredCount: 1 })],
    ]);
    for (const task of ended(told)) {
      assert.equal(
        task["stoppedReason"],
        `Scaling activity initiated by (deployment ${textOf(task["startedBy"])})`,
      );
    }
    assert.equal(ended(told).length, 2);
    assert.equal(runningAt(told, LATER), 1);
  });

  test("StopTask's reason is the task's, and the scheduler starts another", () => {
    const told = tell([[NOON, stopTask({ cluster: "prod", service: "shop", index: 1 }, "stuck")]]);
    const [task, ...others] = ended(told);
    assert.equal(others.length, 0);
    assert.deepEqual([task?.["stopCode"], task?.["stoppedReason"]], ["UserInitiated", "stuck"]);
    assert.equal(runningAt(told, LATER), 3);
  });

  test("a deleted service has no tasks left and is INACTIVE", () => {
    const told = tell([[NOON, deleteService({ cluster: "prod", service: "shop", force: true })]]);
    assert.equal(runningAt(told, LATER), 0);
    assert.equal(of(told, "service").at(-1)?.body["status"], "INACTIVE");
  });

  test("a task set's tasks are started in its name, and end with it", () => {
    const arn = (rest: string): string => `arn:aws:ecs:eu-west-1:${place.account}:${rest}`;
    const taskSet = {
      id: "ecs-svc/4408000000000000001",
      clusterArn: arn("cluster/prod"),
      serviceArn: arn("service/prod/shop"),
      taskDefinition: arn("task-definition/shop:8"),
      computedDesiredCount: 2,
      startedBy: "CODE_DEPLOY",
      status: "PRIMARY",
    };
    const call = (operation: string): ApiCall => ({
      ...change("ecs", operation, { cluster: "prod", service: "shop" }),
      respond: () => ({ taskSet }),
    });
    const told = tell([
      [NOON, call("CreateTaskSet")],
      ["2026-11-20T12:20:00Z", call("DeleteTaskSet")],
    ]);
    assert.equal(runningAt(told, "2026-11-20T12:10:00Z"), 5);
    assert.equal(runningAt(told, LATER), 3);
    for (const task of ended(told)) assert.equal(task["startedBy"], taskSet.id);
    assert.match(
      messages(told)[0] ?? "",
      /^\(service shop, taskSet ecs-svc\/4408000000000000001\) has started 2/,
    );
  });

  test("an instance that is drained, deregistered or terminated loses its tasks to another", () => {
    const spec: ServiceSpec = { ...shop, launchType: "EC2" };
    const instances = ["i-0aaaaaaaaaaaaaaa1", "i-0aaaaaaaaaaaaaaa2"].map((ec2InstanceId) => ({
      ...place,
      cluster: "prod",
      ec2InstanceId,
      registeredAt: "2026-05-01T08:00:00Z",
    }));
    const arn = containerInstanceArn(place, "prod", "i-0aaaaaaaaaaaaaaa1");
    const calls: readonly (readonly [ApiCall, RegExp])[] = [
      [
        change("ecs", "UpdateContainerInstancesState", {
          cluster: "prod",
          containerInstances: [arn],
          status: "DRAINING",
        }),
        /DRAINING/,
      ],
      [
        change("ecs", "DeregisterContainerInstance", {
          cluster: "prod",
          containerInstance: arn,
          force: true,
        }),
        /^Container instance deregistration forced by user$/,
      ],
      [
        change("ec2", "TerminateInstances", {
          instancesSet: { items: [{ instanceId: "i-0aaaaaaaaaaaaaaa1" }] },
        }),
        /^Host EC2 \(instance i-0aaaaaaaaaaaaaaa1\) terminated\.$/,
      ],
    ];
    for (const [call, reason] of calls) {
      const told = tell([[NOON, call]], [], { spec, instances });
      assert.equal(ended(told).length, 2, "tasks 0 and 2 are on the first instance");
      for (const task of ended(told)) assert.match(textOf(task["stoppedReason"]), reason);
      assert.equal(runningAt(told, LATER), 3);
    }
  });
});

describe("ECS's side of a story, where nobody calls", () => {
  const task = { ...service, task: 1 } as const;
  const worn = { stopCode: "InfrastructureHealth", stoppedReason: "the host is worn out" };
  const CASES: readonly (readonly [
    name: string,
    happen: Happening["happen"],
    stopCode: string,
    reason: RegExp,
  ])[] = [
    [
      "a Spot interruption",
      spotInterruption(task),
      "SpotInterruption",
      /^Your Spot Task was interrupted\.$/,
    ],
    [
      "a failed load balancer check",
      failsLoadBalancerChecks(task),
      "ServiceSchedulerInitiated",
      /^Task failed ELB health checks in \(target-group arn:/,
    ],
    [
      "a failed container check",
      failsContainerChecks(task),
      "ServiceSchedulerInitiated",
      /^Task failed container health checks$/,
    ],
    [
      "a crash",
      crashes(task, 2),
      "EssentialContainerExited",
      /^Essential container in task exited$/,
    ],
    [
      "no memory left",
      runsOutOfMemory(task),
      "EssentialContainerExited",
      /^Essential container in task exited$/,
    ],
    [
      "Fargate's maintenance",
      fargateMaintenance(task),
      "ServiceSchedulerInitiated",
      /^Service shop: ECS is performing maintenance/,
    ],
    ["bad hardware", endsAndIsReplaced(task, worn), "InfrastructureHealth", /worn out/],
    [
      "AZ rebalancing",
      rebalancesZones(task),
      "ServiceSchedulerInitiated",
      /^Availability-zone rebalancing initiated by \(deployment ecs-svc\/\d+\)$/,
    ],
  ];
  for (const [name, happen, stopCode, reason] of CASES) {
    test(`${name} ends one task, and another takes its place`, () => {
      const told = tell([], [happens(NOON, happen, "it")]);
      const [one, ...others] = ended(told);
      assert.equal(others.length, 0);
      assert.equal(one?.["stopCode"], stopCode);
      assert.match(textOf(one["stoppedReason"]), reason);
      assert.equal(runningAt(told, LATER), 3);
      assert.deepEqual(told.world.marked.get("it")?.tasks, [
        textOf(one["taskArn"]).split("/").at(-1),
      ]);
    });
  }

  test("a deployment whose tasks fail is rolled back, and names which", () => {
    const ending = {
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: "Task failed container health checks",
    };
    const told = tell(
      [[NOON, updateService({ cluster: "prod", service: "shop", taskDefinition: "shop:8" })]],
      [
        happens(
          "2026-11-20T12:01:00Z",
          deploymentFails(service, { ending, says: "failed container health checks." }),
          "failed",
        ),
      ],
    );
    const failed = told.world.marked.get("failed")?.deployment;
    const said = messages(told);
    assert.ok(
      said.includes(
        `(service shop) (deployment ${failed ?? ""}) deployment failed: tasks failed to start.`,
      ),
    );
    const good = of(told, "deployment").at(-1);
    assert.notEqual(good?.id, failed);
    assert.ok(said.includes(`(service shop) rolling back to deployment ${good?.id ?? ""}.`));
    assert.equal(good?.body["rolloutState"], "COMPLETED");
    const history = of(told, "service-deployment").at(-1)?.body;
    assert.equal(history?.["status"], "ROLLBACK_SUCCESSFUL");
    assert.equal(runningAt(told, LATER), 3);
    assert.equal(
      of(told, "service").at(-1)?.body["taskDefinition"],
      `arn:aws:ecs:eu-west-1:${place.account}:task-definition/shop:7`,
    );
  });

  test("tasks that cannot start never run, and those that do go on", () => {
    const reason =
      "CannotPullContainerError: pull image manifest has been retried 5 time(s): not found";
    const told = tell([], [happens(NOON, cannotStart(service, reason, 2))]);
    const all = ended(told);
    assert.deepEqual(
      all.map((one) => [one["stopCode"], one["stoppedReason"], one["startedAt"]]),
      [
        ["TaskFailedToStart", reason, undefined],
        ["TaskFailedToStart", reason, undefined],
      ],
    );
    assert.equal(runningAt(told, LATER), 3);
  });

  test("a host that ends takes its tasks along, and a service may say anything", () => {
    const told = tell(
      [],
      [
        happens(NOON, hostEnds("i-0unknown")),
        happens(NOON, says(service, "has reached a steady state.")),
      ],
    );
    assert.equal(ended(told).length, 0);
    assert.deepEqual(messages(told), ["(service shop) has reached a steady state."]);
  });

  test("what the story does not have is an error in the story", () => {
    assert.throws(
      () => tell([], [happens(NOON, crashes({ ...task, service: "none" }))]),
      /no service none/,
    );
    assert.throws(() => tell([], [happens(NOON, crashes({ ...task, task: 7 }))]), /no task 7/);
    assert.throws(
      () =>
        tell(
          [],
          [
            happens(
              NOON,
              deploymentFails(service, { ending: { stopCode: "", stoppedReason: "" } }),
            ),
          ],
        ),
      /No deployment/,
    );
  });
});
