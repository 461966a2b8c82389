import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isObject, type Json, type JsonObject } from "../core/record.ts";
import { iamUser } from "./callers/iam-user.ts";
import { deleteService, denied, updateService } from "./calls/services.ts";
import { stopTask } from "./calls/tasks.ts";
import type { ApiCall } from "./record-writer.ts";
import type { ServiceSpec } from "./stage.ts";
import { tellStories } from "./teller.ts";
import { awsCli1 } from "./user-agents.ts";

const place = { account: "111122223333", region: "eu-west-1" } as const;
const spec: ServiceSpec = {
  ...place,
  cluster: "prod",
  name: "web",
  desiredCount: 2,
  taskDefinition: "web:7",
  launchType: "FARGATE",
  createdAt: "2026-01-01T00:00:00Z",
};
const alex = iamUser({ ...place, userName: "alex", from: "198.51.100.7", with: awsCli1 });
const web = { cluster: "prod", service: "web" };

/** Tells calls at these minutes of an hour and returns their records. */
function tell(calls: readonly (readonly [minute: number, call: ApiCall])[]): readonly JsonObject[] {
  const story = {
    name: "test",
    tell: ({ at }: Parameters<Parameters<typeof tellStories>[2][number]["tell"]>[0]) => {
      for (const [minute, call] of calls) {
        at(`2026-01-02T10:${String(minute).padStart(2, "0")}:00Z`, alex, call);
      }
    },
  };
  return tellStories("test", [spec], [story], 0).records;
}

/** The service of a record's response, as `count / running`, and its deployments as `status task-definition`. */
function shown(record: JsonObject | undefined): readonly [string, readonly string[]] {
  const response = record?.["responseElements"];
  const service = isObject(response) ? response["service"] : undefined;
  assert.ok(isObject(service) && Array.isArray(service["deployments"]));
  const deployments = service["deployments"].filter(isObject).map((one: JsonObject) => {
    const definition = one["taskDefinition"];
    return `${words(one["status"])} ${words(definition).split("/").at(-1) ?? ""}`;
  });
  return [`${words(service["desiredCount"])} / ${words(service["runningCount"])}`, deployments];
}

function words(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

describe("UpdateService in a story", () => {
  test("answers a scaling with the new count, the tasks that still run and the same deployment", () => {
    const [record] = tell([[0, updateService({ ...web, desiredCount: 0 })]]);
    assert.deepEqual(shown(record), ["0 / 2", ["PRIMARY web:7"]]);
  });

  test("answers a deployment with the one it replaces beside it", () => {
    const [record] = tell([[0, updateService({ ...web, taskDefinition: "web:8" })]]);
    assert.deepEqual(shown(record), ["2 / 2", ["PRIMARY web:8", "ACTIVE web:7"]]);
  });

  test("begins a deployment of the same definition when it is forced, and none for equal values", () => {
    const [forced, , equal] = tell([
      [0, updateService({ ...web, forceNewDeployment: true })],
      [10, updateService({ ...web, desiredCount: 2 })],
      [20, updateService({ ...web, taskDefinition: "web:7", forceNewDeployment: false })],
    ]);
    assert.deepEqual(shown(forced)[1], ["PRIMARY web:7", "ACTIVE web:7"]);
    assert.deepEqual(shown(equal)[1], ["PRIMARY web:7"]);
  });

  test("finds the service steady some minutes later, whoever names it however", () => {
    const arn = "arn:aws:ecs:eu-west-1:111122223333:service/prod/web";
    const [, later] = tell([
      [0, updateService({ ...web, taskDefinition: "web:8", desiredCount: 5 })],
      [9, updateService({ cluster: "prod", service: arn, desiredCount: 6 })],
    ]);
    assert.deepEqual(shown(later), ["6 / 5", ["PRIMARY web:8"]]);
  });
});

describe("other calls in a story", () => {
  test("are told in the order of time, whatever order they are written in", () => {
    const [first, second] = tell([
      [30, updateService({ ...web, desiredCount: 4 })],
      [10, updateService({ ...web, desiredCount: 3 })],
    ]);
    assert.deepEqual([shown(first)[0], shown(second)[0]], ["3 / 2", "4 / 3"]);
  });

  test("that are denied answer nothing and change nothing", () => {
    const [refused, after] = tell([
      [0, denied(updateService({ ...web, desiredCount: 0 }), () => "arn:of:web")],
      [10, updateService({ ...web, desiredCount: 3 })],
    ]);
    assert.equal(refused?.["errorCode"], "AccessDeniedException");
    assert.match(words(refused?.["errorMessage"]), /user\/alex is not authorized.*arn:of:web/);
    assert.deepEqual([refused?.["requestParameters"], refused?.["responseElements"]], [null, null]);
    assert.deepEqual(shown(after)[0], "3 / 2");
  });

  test("name a task's service only in the response of StopTask", () => {
    const [record] = tell([[0, stopTask(web, "why not")]]);
    assert.doesNotMatch(JSON.stringify(record?.["requestParameters"]), /web/);
    assert.match(JSON.stringify(record?.["responseElements"]), /"group":"service:web"/);
  });

  test("cannot be about a service that is gone", () => {
    const gone = [
      [0, deleteService({ ...web, force: true })],
      [1, updateService({ ...web, desiredCount: 1 })],
    ] as const;
    assert.throws(() => tell(gone), /no service web in prod/);
  });
});
