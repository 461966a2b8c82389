import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Call } from "../action.ts";
import type { Setting } from "../change.ts";
import type { Json, JsonObject } from "../record.ts";
import { serviceIntent, serviceSettings, serviceState, serviceStateBefore } from "./service.ts";

describe("the intent of an UpdateService", () => {
  const cases: readonly (readonly [string, string, readonly Setting[]])[] = [
    ["a count is a scaling", "scale", [set("desiredCount", 4)]],
    ["a count of zero stops the service", "stop-service", [set("desiredCount", 0)]],
    ["a task definition is a deployment", "deploy", [set("taskDefinition", "api:42")]],
    ["a forced one and nothing else is a restart", "restart", [set("forceNewDeployment", true)]],
    [
      "a forced one of the same task definition is a restart",
      "restart",
      [set("taskDefinition", "api:42", "api:42"), set("forceNewDeployment", true)],
    ],
    [
      "a forced one of another task definition is a deployment",
      "deploy",
      [set("taskDefinition", "api:42", "api:41"), set("forceNewDeployment", true)],
    ],
    [
      "a forced one with the same count is a restart",
      "restart",
      [set("desiredCount", 4, 4), set("forceNewDeployment", true)],
    ],
    [
      "a lower revision is a rollback",
      "rollback",
      [set("taskDefinition", "api:9", "api:10"), set("desiredCount", 4, 4)],
    ],
    [
      "a lower revision of another family is a deployment",
      "deploy",
      [set("taskDefinition", "web:9", "api:10")],
    ],
    [
      "the same task definition sent again with another count is a scaling",
      "scale",
      [set("taskDefinition", "api:42", "api:42"), set("desiredCount", 6, 4)],
    ],
    [
      "what a pipeline sends in every call is bookkeeping",
      "deploy",
      [
        set("taskDefinition", "api:42"),
        set("forceNewDeployment", false),
        set("enableECSManagedTags", true),
        set("propagateTags", "SERVICE"),
        set("volumeConfigurations", []),
      ],
    ],
    [
      "bookkeeping and an empty list beside a forced one still restart",
      "restart",
      [
        set("forceNewDeployment", true),
        set("propagateTags", "SERVICE"),
        set("volumeConfigurations", []),
      ],
    ],
    [
      "another value that starts a deployment configures, even where it is scaled too",
      "configure",
      [
        set("networkConfiguration.awsvpcConfiguration.assignPublicIp", "ENABLED"),
        set("desiredCount", 4),
      ],
    ],
    ["ECS Exec switched on restarts nothing", "configure", [set("enableExecuteCommand", true)]],
    [
      "ECS Exec switched on with a forced deployment configures",
      "configure",
      [set("enableExecuteCommand", true), set("forceNewDeployment", true)],
    ],
    [
      "nothing forced, nothing else: a call without effect",
      "configure",
      [set("forceNewDeployment", false)],
    ],
    [
      "a count that was so before is still a scaling, though in vain",
      "scale",
      [set("desiredCount", 4, 4), set("volumeConfigurations", [])],
    ],
    ["an emptied list that was not empty counts", "configure", [set("loadBalancers", [], [{}])]],
    ["a record without settings does not say", "unknown", []],
  ];
  for (const [says, intent, settings] of cases) {
    test(says, () => assert.equal(serviceIntent(settings), intent));
  }
});

describe("the task definition before", () => {
  const primary = {
    id: "ecs-svc/2",
    status: "PRIMARY",
    taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/api:42",
    createdAt: "Nov 20, 2026 2:02:10 PM",
  };
  const active = {
    id: "ecs-svc/1",
    status: "ACTIVE",
    taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/api:41",
    createdAt: "Nov 19, 2026 9:00:00 AM",
  };

  test("is what the one deployment ran that the new one replaces", () => {
    assert.deepEqual(serviceStateBefore(answering([primary, active])), {
      taskDefinition: "api:41",
    });
  });

  test("is read with every way of writing a time", () => {
    const times = [1795183330, 1795183330.432, 1795183330432, "2026-11-20T14:02:10.432Z"];
    for (const createdAt of times) {
      const deployments = [{ ...primary, createdAt }, active];
      assert.deepEqual(serviceStateBefore(answering(deployments)), { taskDefinition: "api:41" });
    }
  });

  test("is not known where the new deployment is older than the call: another call made it", () => {
    const earlier = { ...primary, createdAt: "2026-11-20T14:01:50Z" };
    assert.deepEqual(serviceStateBefore(answering([earlier, active])), {});
  });

  test("is not known where two others still run, where none does, or without times", () => {
    const { createdAt: _createdAt, ...timeless } = primary;
    assert.deepEqual(serviceStateBefore(answering([primary, active, active])), {});
    assert.deepEqual(serviceStateBefore(answering([primary])), {});
    assert.deepEqual(serviceStateBefore(answering([timeless, active])), {});
    assert.deepEqual(serviceStateBefore(answering("***")), {});
  });
});

describe("the service after", () => {
  test("has the names of the settings, so that the two can be compared", () => {
    const network = {
      awsvpcConfiguration: { subnets: ["subnet-2", "subnet-1"], assignPublicIp: "DISABLED" },
    };
    const asked = {
      networkConfiguration: network,
      capacityProviderStrategy: [{ capacityProvider: "spot", weight: 1 }],
    };
    const answered = {
      ...asked,
      capacityProviderStrategy: [{ capacityProvider: "spot", weight: 1, base: 0 }],
    };
    const state = serviceState({ ...answering([]), response: { service: answered } });
    const settings = serviceSettings({ ...answering([]), request: asked });
    assert.deepEqual(Object.fromEntries(settings.map(({ name, after }) => [name, after])), state);
    assert.deepEqual(state["networkConfiguration.awsvpcConfiguration.subnets"], [
      "subnet-1",
      "subnet-2",
    ]);
  });

  test("tells the id of its PRIMARY deployment", () => {
    const deployments = [
      { id: "ecs-svc/1", status: "ACTIVE" },
      { id: "ecs-svc/2", status: "PRIMARY" },
    ];
    assert.deepEqual(serviceState(answering(deployments)), { deployment: "ecs-svc/2" });
  });

  test("completes the family that the caller typed, and no other", () => {
    const response = {
      service: { taskDefinition: "arn:aws:ecs:eu-west-1:1:task-definition/api:42" },
    };
    const typed = (taskDefinition: string): Json | undefined =>
      serviceSettings({ ...answering([]), request: { taskDefinition }, response })[0]?.after;
    assert.equal(typed("api"), "api:42");
    assert.equal(typed("api:41"), "api:41");
    assert.equal(typed("ap"), "ap");
    assert.equal(typed("arn:aws:ecs:eu-west-1:1:task-definition/api:41"), "api:41");
  });
});

function set(name: string, after: Json, before?: Json): Setting {
  const momentary = name === "forceNewDeployment";
  return {
    name,
    after,
    ...(before !== undefined && { before }),
    ...(momentary && { momentary }),
  };
}

function answering(deployments: Json): Call {
  const response: JsonObject = { service: { deployments } };
  return {
    record: {
      eventID: "1",
      eventTime: "2026-11-20T14:02:11Z",
      eventSource: "ecs.amazonaws.com",
      eventName: "UpdateService",
      awsRegion: "eu-west-1",
      userIdentity: {},
    },
    request: {},
    response,
  };
}
