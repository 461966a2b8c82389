import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, test } from "node:test";
import type { Resource } from "./change.ts";
import { findAction } from "./find-action.ts";
import type { Json, JsonObject } from "./record.ts";
import { listResources, readNamedByArn } from "./resource-names.ts";

const CLUSTERS = ["prod", "arn:aws:ecs:eu-west-1:111122223333:cluster/prod"];
const PARTITIONS = ["aws", "aws-cn", "aws-us-gov"];
const INSTANCE = "1c3be8eddf3047b48f1e6e68ebd01f34";
const TASK = "b8b1cf532d0e46ba8d44a40d1de16772";
const SET = "ecs-svc/1234567890123456789";

const service: Resource = {
  kind: "service",
  name: "checkout",
  cluster: "prod",
  service: "checkout",
};
const task: Resource = { kind: "task", name: TASK, cluster: "prod" };
const taskSet: Resource = { kind: "task-set", name: SET, cluster: "prod", service: "checkout" };
const instance: Resource = { kind: "container-instance", name: INSTANCE, cluster: "prod" };

/** Each operation, the field that names what it acts on, and every way to write that, with a cluster beside it. */
const SPELLINGS: readonly {
  readonly operations: readonly string[];
  readonly field: string;
  readonly values: readonly Json[];
  readonly others?: JsonObject;
  readonly expected: Resource;
}[] = [
  {
    operations: ["UpdateService", "DeleteService"],
    field: "service",
    values: ["checkout", ...arns("service/checkout"), ...arns("service/prod/checkout")],
    expected: service,
  },
  {
    operations: ["CreateService", "CreateExpressGatewayService"],
    field: "serviceName",
    values: ["checkout"],
    expected: service,
  },
  {
    operations: ["StopTask", "ExecuteCommand", "SubmitTaskStateChange"],
    field: "task",
    values: [TASK, ...arns(`task/${TASK}`), ...arns(`task/prod/${TASK}`)],
    expected: task,
  },
  {
    operations: ["UpdateTaskProtection"],
    field: "tasks",
    values: [[TASK], ...arns(`task/prod/${TASK}`).map((arn) => [arn])],
    expected: task,
  },
  {
    operations: ["UpdateTaskSet", "DeleteTaskSet"],
    field: "taskSet",
    values: [SET, ...arns(`task-set/prod/checkout/${SET}`)],
    others: { service: "checkout" },
    expected: taskSet,
  },
  {
    operations: ["UpdateServicePrimaryTaskSet"],
    field: "primaryTaskSet",
    values: [SET, ...arns(`task-set/prod/checkout/${SET}`)],
    others: { service: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout" },
    expected: taskSet,
  },
  {
    operations: ["DeregisterContainerInstance", "UpdateContainerAgent", "DiscoverPollEndpoint"],
    field: "containerInstance",
    values: [
      INSTANCE,
      ...arns(`container-instance/${INSTANCE}`),
      ...arns(`container-instance/prod/${INSTANCE}`),
    ],
    expected: instance,
  },
  {
    operations: ["UpdateContainerInstancesState"],
    field: "containerInstances",
    values: [[INSTANCE], ...arns(`container-instance/prod/${INSTANCE}`).map((arn) => [arn])],
    expected: instance,
  },
];

describe("the same thing, however it is spelled", () => {
  for (const { operations, field, values, others, expected } of SPELLINGS) {
    for (const operation of operations) {
      test(`is the same to ${operation}`, () => {
        fc.assert(
          fc.property(
            fc.constantFrom(...values),
            fc.constantFrom(...CLUSTERS),
            (value, cluster) => {
              assert.deepEqual(acted(operation, { ...others, cluster, [field]: value }), expected);
            },
          ),
        );
      });

      test(`is in the default cluster where ${operation} names none`, () => {
        const [short = ""] = values;
        const { service: _service, ...shortOthers } = others ?? {};
        const { cluster } = acted(operation, { ...shortOthers, [field]: short });
        assert.equal(cluster, "default");
      });
    }
  }

  test("is the ARN's cluster where the ARN says one, whatever stands beside it", () => {
    const request = { service: "arn:aws:ecs:eu-west-1:1:service/prod/checkout", cluster: "test" };
    assert.equal(acted("UpdateService", request).cluster, "prod");
  });

  test("is what the response says before what the caller typed", () => {
    const [, arn = ""] = arns("service/prod/checkout");
    const request = { service: "checkout" };
    assert.deepEqual(
      first("UpdateService", request, { service: { serviceArn: arn, serviceName: "checkout" } }),
      { ...service, arn },
    );
  });

  test("has its cluster from the response where the response's own ARN is of the old form", () => {
    const answered = {
      serviceArn: "arn:aws:ecs:eu-west-1:1:service/checkout",
      clusterArn: "arn:aws:ecs:eu-west-1:1:cluster/prod",
    };
    assert.equal(
      first("DeleteService", { service: "checkout" }, { service: answered }).cluster,
      "prod",
    );
  });

  test("has no cluster where a refused call's record does not even name it", () => {
    assert.deepEqual(acted("UpdateService", {}), { kind: "service", name: "" });
    assert.deepEqual(acted("UpdateService", { cluster: "prod" }), {
      kind: "service",
      name: "",
      cluster: "prod",
    });
  });

  test("is the default cluster where CreateCluster names none, and unknown where nothing was recorded", () => {
    assert.equal(acted("CreateCluster", {}).name, "default");
    assert.equal(acted("CreateCluster", undefined).name, "");
  });
});

describe("what a call mentions beside what it acted on", () => {
  test("StopTask: the service through the task's group, its task definition and cluster", () => {
    const answered = {
      taskArn: `arn:aws:ecs:eu-west-1:1:task/prod/${TASK}`,
      clusterArn: "arn:aws:ecs:eu-west-1:1:cluster/prod",
      taskDefinitionArn: "arn:aws:ecs:eu-west-1:1:task-definition/checkout:42",
      group: "service:checkout",
    };
    assert.deepEqual(mentioned("StopTask", { task: TASK }, { task: answered }), [
      `task ${TASK} of checkout`,
      "service checkout of checkout",
      "task-definition checkout:42",
      "cluster prod",
    ]);
  });

  test("RunTask: every task it started", () => {
    const tasks = ["a", "b"].map((id) => ({
      taskArn: `arn:aws:ecs:eu-west-1:1:task/prod/${id}`,
      taskDefinitionArn: "arn:aws:ecs:eu-west-1:1:task-definition/migrate:7",
      group: "family:migrate",
    }));
    assert.deepEqual(mentioned("RunTask", { taskDefinition: "migrate" }, { tasks }), [
      "task a",
      "task b",
      "task-definition migrate:7",
      "cluster prod",
    ]);
  });

  test("UpdateService: its task definition, cluster, deployment and capacity providers", () => {
    const request = {
      service: "checkout",
      cluster: "prod",
      taskDefinition: "checkout:42",
      capacityProviderStrategy: [{ capacityProvider: "spot" }, { capacityProvider: "FARGATE" }],
    };
    const currentServiceDeployment =
      "arn:aws:ecs:eu-west-1:1:service-deployment/prod/checkout/NCWGC2ZR-taawPAYrIaU5";
    assert.deepEqual(
      mentioned("UpdateService", request, { service: { currentServiceDeployment } }),
      [
        "service checkout of checkout",
        "task-definition checkout:42",
        "cluster prod",
        "service-deployment NCWGC2ZR-taawPAYrIaU5 of checkout",
        "capacity-provider spot",
      ],
    );
  });

  test("StopServiceDeployment: the service and cluster in its ARN", () => {
    const serviceDeploymentArn =
      "arn:aws:ecs:eu-west-1:1:service-deployment/prod/checkout/NCWGC2ZR-taawPAYrIaU5";
    assert.deepEqual(mentioned("StopServiceDeployment", { serviceDeploymentArn }), [
      "service-deployment NCWGC2ZR-taawPAYrIaU5 of checkout",
      "service checkout of checkout",
      "cluster prod",
    ]);
  });

  test("UpdateContainerInstancesState: those that AWS answered for, then those that it did not", () => {
    const containerInstances = [
      { containerInstanceArn: "arn:aws:ecs:eu-west-1:1:container-instance/prod/b" },
    ];
    assert.deepEqual(
      mentioned(
        "UpdateContainerInstancesState",
        { cluster: "prod", containerInstances: ["a", "b"], status: "DRAINING" },
        { containerInstances },
      ),
      ["container-instance b", "container-instance a", "cluster prod"],
    );
  });

  test("PutAttributes: the instances that carry them", () => {
    const attributes = [
      { name: "stack", value: "blue", targetId: "a" },
      { name: "stack", value: "blue", targetId: "b" },
    ];
    assert.deepEqual(mentioned("PutAttributes", { cluster: "prod", attributes }), [
      "attribute stack",
      "container-instance a",
      "container-instance b",
      "cluster prod",
    ]);
  });
});

describe("a call that had no effect", () => {
  const none: readonly (readonly [string, JsonObject, string | undefined])[] = [
    [
      "RunTask",
      { tasks: [], failures: [{ reason: "RESOURCE:CPU" }] },
      "no task was started (RESOURCE:CPU)",
    ],
    ["StartTask", { tasks: [], failures: [] }, "no task was started"],
    ["RunTask", { tasks: [{}], failures: [{ reason: "RESOURCE:CPU" }] }, undefined],
    ["RunTask", {}, undefined],
    [
      "DeleteTaskDefinitions",
      { failures: [{ reason: "x" }, { reason: "x" }] },
      "no task definition was deleted (x)",
    ],
    [
      "UpdateTaskProtection",
      { protectedTasks: [], failures: [{ reason: "TASK_NOT_VALID" }] },
      "no task's protection was changed (TASK_NOT_VALID)",
    ],
    [
      "UpdateContainerInstancesState",
      { containerInstances: [], failures: [{ reason: "MISSING" }] },
      "no instance's state was changed (MISSING)",
    ],
  ];
  for (const [operation, response, reason] of none) {
    test(`${operation} answered ${JSON.stringify(response)}`, () => {
      const action = findAction("ecs.amazonaws.com", operation);
      assert.equal(action.noEffect?.(callOf(operation, {}, response)), reason);
    });
  }
});

test("a resource named by no ARN is unknown, and says so with what stands there", () => {
  assert.deepEqual(readNamedByArn("checkout"), { kind: "unknown", name: "checkout" });
  assert.deepEqual(readNamedByArn(42), { kind: "unknown", name: "" });
});

test("a resource that is named twice is listed once", () => {
  assert.deepEqual(listResources(service, undefined, { ...service, arn: "arn:…" }, task), [
    service,
    task,
  ]);
});

function arns(resource: string): readonly string[] {
  return PARTITIONS.map((partition) => `arn:${partition}:ecs:eu-west-1:111122223333:${resource}`);
}

/** What the operation acted on, without the ARN: that is there only where somebody wrote it. */
function acted(operation: string, request: JsonObject | undefined): Resource {
  const { arn: _arn, ...resource } = first(operation, request, {});
  return resource;
}

function first(operation: string, request: JsonObject | undefined, response: JsonObject): Resource {
  return findAction("ecs.amazonaws.com", operation).resources(
    callOf(operation, request, response),
  )[0];
}

function mentioned(
  operation: string,
  request: JsonObject,
  response: JsonObject = {},
): readonly string[] {
  const resources = findAction("ecs.amazonaws.com", operation).resources(
    callOf(operation, request, response),
  );
  return resources.map(({ kind, name, service: of }) => `${kind} ${name}${of ? ` of ${of}` : ""}`);
}

function callOf(operation: string, request: JsonObject | undefined, response: JsonObject) {
  return {
    record: {
      eventID: "1",
      eventTime: "2026-11-20T14:02:11Z",
      eventSource: "ecs.amazonaws.com",
      eventName: operation,
      awsRegion: "eu-west-1",
      userIdentity: {},
      ...(request && { requestParameters: request }),
    },
    request: request ?? {},
    response,
  };
}
