import type { JsonObject } from "../src/core/record.ts";
import { arn, ECS, OTHERS, policy, type Call } from "./scan-calls.ts";
import type { World } from "./scan-world.ts";

/** Calls of other services that name ECS where a careless search finds it. */
const DECOYS: readonly [Call, ...Call[]] = [
  (world) => ({
    service: "elasticloadbalancing",
    names: ["RegisterTargets"],
    reads: false,
    by: ECS,
    request: { targetGroupArn: world.thing("tg-"), targets: [{ id: "10.0.3.4", port: 8080 }] },
  }),
  () => ({
    service: "iam",
    names: ["PutRolePolicy"],
    reads: false,
    request: { roleName: "ecs", policyDocument: policy(ECS) },
  }),
  () => ({
    service: "cloudtrail",
    names: ["LookupEvents"],
    reads: true,
    request: { lookupAttributes: [{ attributeKey: "EventSource", attributeValue: ECS }] },
  }),
  () => ({
    service: "config",
    names: ["PutConfigRule"],
    reads: false,
    request: { scope: { eventSource: ECS, eventName: "UpdateService" } },
  }),
];

/** Of a thousand calls to ECS. */
const ECS_CALLS: readonly (readonly [number, Call])[] = [
  [
    690,
    (world) => ({
      service: "ecs",
      names: ["DescribeServices", "DescribeTasks", "ListTasks"],
      reads: true,
      request: { cluster: "prod", services: [world.application()] },
    }),
  ],
  [
    200,
    (world) => ({
      service: "ecs",
      names: ["SubmitTaskStateChange"],
      reads: false,
      request: {
        cluster: "prod",
        task: arn("ecs", `task/prod/${world.hex(32)}`),
        status: "RUNNING",
      },
    }),
  ],
  [
    110,
    (world) => ({
      service: "ecs",
      names: ["UpdateService", "StopTask", "RegisterTaskDefinition"],
      reads: false,
      request: {
        cluster: "prod",
        service: world.application(),
        desiredCount: world.dice.below(20),
        forceNewDeployment: true,
      },
      response: { service: serviceOf(world) },
    }),
  ],
];

function serviceOf(world: World): JsonObject {
  const name = world.application();
  const deployment = (status: string): JsonObject => ({
    id: `ecs-svc/${world.dice.roll()}${world.dice.roll()}`,
    status,
    taskDefinition: arn("ecs", `task-definition/${name}:${world.dice.below(300)}`),
    desiredCount: 4,
    runningCount: 4,
    createdAt: "Jul 10, 2026 11:54:39 AM",
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [world.thing("subnet-0")],
        securityGroups: [world.thing("sg-0")],
      },
    },
    rolloutState: "IN_PROGRESS",
  });
  return {
    serviceArn: arn("ecs", `service/prod/${name}`),
    serviceName: name,
    clusterArn: arn("ecs", "cluster/prod"),
    status: "ACTIVE",
    deployments: [deployment("PRIMARY"), deployment("ACTIVE")],
    events: [
      { id: world.uuid(), message: `(service ${name}) has reached a steady state.` },
      { id: world.uuid(), message: `(service ${name}) has started 1 tasks.` },
    ],
  };
}

/** Calls one after another; a caller does the same for a while. */
export class Events {
  readonly #world: World;
  readonly #share: number;
  #last: Call;

  constructor(world: World, share: number) {
    this.#world = world;
    this.#share = share;
    this.#last = choose(world, OTHERS);
  }

  /** As CloudTrail writes it: without white space, `<` and `>` escaped. */
  next(): string {
    const world = this.#world;
    const luck = world.dice.below(100_000) / 100_000;
    if (world.moveOn() || world.dice.is(15)) this.#last = choose(world, OTHERS);
    const call =
      luck < this.#share
        ? choose(world, ECS_CALLS)
        : luck < this.#share * 1.5 + 0.0005
          ? world.dice.pick(DECOYS)
          : this.#last;
    const { service, names, reads, by, request, response } = call(world);
    const record = {
      ...world.head(service, world.dice.pick(names), by),
      requestParameters: request,
      responseElements: response ?? null,
      ...world.tail(service, reads, by),
    };
    return JSON.stringify(record).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
  }
}

function choose(world: World, calls: readonly (readonly [number, Call])[]): Call {
  let luck = world.dice.below(calls.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, call] of calls) {
    if (luck < weight) return call;
    luck -= weight;
  }
  return DECOYS[0];
}
