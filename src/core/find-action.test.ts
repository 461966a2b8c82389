import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, test } from "node:test";
import type { Action, Call } from "./action.ts";
import { actions } from "./actions/index.ts";
import { findAction } from "./find-action.ts";
import type { Json, JsonObject } from "./record.ts";

const ECS = "ecs.amazonaws.com";

describe("an operation that the catalogue does not know", () => {
  test("of ECS is read by its verb", () => {
    const verbs = {
      DescribeGalaxies: ["read", "read"],
      BatchGetGalaxies: ["read", "read"],
      CreateGalaxy: ["mutating", "create"],
      RegisterGalaxy: ["mutating", "register"],
      UpdateGalaxy: ["mutating", "configure"],
      PutGalaxy: ["mutating", "configure"],
      RunGalaxyTasks: ["mutating", "run-task"],
      StartGalaxy: ["mutating", "unknown"],
      StopGalaxyTask: ["mutating", "stop-task"],
      StopDaemonDeployment: ["mutating", "abort-deploy"],
      DeleteGalaxy: ["mutating", "delete"],
      DeregisterGalaxy: ["mutating", "deregister"],
      TagGalaxy: ["mutating", "tag"],
      Listen: ["mutating", "unknown"],
      "": ["mutating", "unknown"],
    };
    for (const [name, expected] of Object.entries(verbs)) {
      const { nature, intent } = findAction(ECS, name);
      assert.deepEqual([nature, intent], expected, name);
    }
  });

  test("of ECS keeps its raw parameters, and names what its well-known fields name", () => {
    const action = findAction(ECS, "PauseService");
    const call = callOf(action, {
      cluster: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
      service: "checkout",
      minutes: 5,
    });
    assert.deepEqual(action.resources(call), [
      { kind: "service", name: "checkout", cluster: "prod", service: "checkout" },
      { kind: "cluster", name: "prod", arn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod" },
    ]);
    assert.deepEqual(action.settings?.(call).at(-1), { name: "minutes", after: 5 });
  });

  test("of ECS takes the most specific thing that the call names, response before request", () => {
    const action = findAction(ECS, "PauseTask");
    const arn = "arn:aws:ecs:eu-west-1:111122223333:task/prod/b8b1cf532d0e46ba8d44a40d1de16772";
    const call = callOf(
      action,
      { cluster: "prod", service: "checkout", task: "b8b1cf532d0e46ba8d44a40d1de16772" },
      { task: { taskArn: arn } },
    );
    assert.deepEqual(action.resources(call), [
      { kind: "task", name: "b8b1cf532d0e46ba8d44a40d1de16772", cluster: "prod", arn },
      { kind: "service", name: "checkout", cluster: "prod", service: "checkout" },
      { kind: "cluster", name: "prod" },
    ]);
  });

  test("of ECS that reads names all that it looked at", () => {
    const action = findAction(ECS, "DescribeServices");
    const call = callOf(action, { services: ["checkout", "payments"] });
    assert.deepEqual(action.resources(call), [
      { kind: "service", name: "checkout", cluster: "default", service: "checkout" },
      { kind: "service", name: "payments", cluster: "default", service: "payments" },
      { kind: "cluster", name: "default" },
    ]);
    assert.deepEqual(action.resources(callOf(action, {})), [{ kind: "unknown", name: "" }]);
  });

  test("of another service is never ECS's, though it has the same name", () => {
    const others = [
      ["apprunner.amazonaws.com", "UpdateService"],
      ["vpc-lattice.amazonaws.com", "DeleteService"],
      ["eks.amazonaws.com", "CreateCluster"],
      ["lambda.amazonaws.com", "TagResource"],
      ["ECS.amazonaws.com", "UpdateService"],
      ["", "UpdateService"],
    ] as const;
    for (const [source, name] of others) {
      const action = findAction(source, name);
      const call = callOf(action, { service: "checkout", cluster: "prod", desiredCount: 0 });
      assert.equal(action.eventSource, source);
      assert.equal(action.nature, "mutating");
      assert.equal(action.intent, "unknown");
      assert.deepEqual(action.resources(call), [{ kind: "unknown", name: "" }]);
    }
    assert.equal(findAction("apprunner.amazonaws.com", "DescribeService").nature, "read");
  });

  test("does not fall for names that every object has", () => {
    for (const name of ["__proto__", "constructor", "toString"]) {
      assert.equal(findAction(name, name).intent, "unknown");
      assert.equal(findAction(ECS, name).intent, "unknown");
    }
  });
});

describe("whatever stands in a request or response", () => {
  const secret = "s3cret-value";
  const text = fc.constantFrom(
    "checkout",
    "",
    " ",
    "***",
    "HIDDEN_DUE_TO_SECURITY_REASONS",
    "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
    "arn:aws:ecs:eu-west-1:111122223333:task/",
    "arn:aws:ecs:::",
    "api:42",
    "service:",
    "service:checkout",
    "DRAINING",
    "PRIMARY",
    "ACTIVE",
    "__proto__",
  );
  const names = [
    "action attributes capacityProvider capacityProviders capacityProviderStrategy cluster clusterArn clusterName",
    "containerDefinitions containerInstance containerInstances containerOverrides createdAt deployments desiredCount",
    "environment failures family forceNewDeployment gateway group id name networkConfiguration overrides principalArn",
    "protectedTasks reason resourceArn revision service serviceArn serviceDeploymentArn serviceName session setting",
    "settings status tagKeys tags targetId task taskArn taskDefinition taskDefinitionArn taskDefinitions taskSet tasks",
    "tokenValue value volumes __proto__ constructor",
  ]
    .join(" ")
    .split(" ");
  const odd = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      text,
      fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
      tie("object"),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.constant([{ name: "DATABASE_URL", value: secret }]),
    ),
    object: fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 8 }),
  })).object;

  const unknown = [
    findAction(ECS, "PauseService"),
    findAction("eks.amazonaws.com", "CreateCluster"),
  ];
  for (const action of [...actions, ...unknown]) {
    test(`${action.eventName} of ${action.eventSource} reads it`, () => {
      fc.assert(
        fc.property(odd, odd, (request, response) => assertReadable(action, request, response)),
        { numRuns: 60 },
      );
    });
  }

  test("an environment's values stay in the record", () => {
    const environment = [{ name: "DATABASE_URL", value: secret }];
    const request: JsonObject = {
      containerDefinitions: [{ name: "app", environment }],
      overrides: { containerOverrides: [{ name: "app", environment }] },
      primaryContainer: { environment },
      service: { deployments: [{ environment }] },
    };
    for (const action of [...actions, ...unknown]) {
      assert.ok(!read(action, callOf(action, request, request)).includes(secret), action.eventName);
    }
  });
});

function assertReadable(action: Action, request: JsonObject, response: JsonObject): void {
  const call = callOf(action, request, response);
  for (const { name, cluster = "", service = "" } of action.resources(call)) {
    assert.deepEqual([typeof name, typeof cluster, typeof service], ["string", "string", "string"]);
  }
  assert.equal(typeof read(action, call), "string");
}

/** Everything that an action makes of a call, as text. */
function read(action: Action, call: Call): string {
  const settings = action.settings?.(call) ?? [];
  const told = settings.map((setting) => ({ ...setting, before: setting.after }));
  const { intent } = action;
  return JSON.stringify([
    action.resources(call),
    settings,
    typeof intent === "function" ? [intent(settings), intent(told)] : intent,
    action.state?.(call),
    action.stateBefore?.(call),
    action.noEffect?.(call),
  ]);
}

function callOf(action: Action, request: JsonObject, response: JsonObject = {}): Call {
  return {
    record: {
      eventID: "1",
      eventTime: "2026-11-20T14:02:11Z",
      eventSource: action.eventSource,
      eventName: action.eventName,
      awsRegion: "eu-west-1",
      userIdentity: {},
      requestParameters: request,
      responseElements: response,
      resources: [response],
    },
    request,
    response,
  };
}
