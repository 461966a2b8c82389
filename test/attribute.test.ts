import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { archiveOfRecords, recordsOf } from "./archive-of-records.ts";
import { createAttributor } from "../src/core/attribute.ts";
import type { Change } from "../src/core/change.ts";
import { decode } from "../src/core/decode.ts";
import {
  exampleCall,
  exampleLinkedService,
  examplePerson,
  exampleService,
  exampleSession,
} from "../src/core/example-calls.ts";
import type { Archive } from "../src/core/handle.ts";
import type { JsonObject } from "../src/core/record.ts";
import { starters } from "../src/core/starters/index.ts";

const TASK = "7e9894e088ad416eb5cab92af1b2c3d4";
const SESSION = "ecs-execute-command-0dfcb1f8c2e47585a";
const ROLE = "arn:aws:iam::111122223333:role/cfn-exec";
const STACK =
  "arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/0b8d7a5e-0000-11f0-8000-000000000001";
const FORMATION = exampleService("cloudformation", "cfn-exec", "AWSCloudFormation");
const SCALING = exampleLinkedService(
  "ecs.application-autoscaling",
  "AWSServiceRoleForApplicationAutoScaling_ECSService",
  "AutoScaling-UpdateDesiredCapacity",
);
const UPDATE = { cluster: "prod", service: "checkout", desiredCount: 5 };

/** The last record's change, attributed with all of them at hand. */
function attributed(...raw: readonly JsonObject[]): Change {
  const records = recordsOf(raw);
  const call = records.at(-1);
  assert.ok(call);
  return createAttributor(archiveOfRecords(records)).attribute(decode(call), call);
}

function updateStack(time: string, who: string, request: JsonObject = {}): JsonObject {
  return exampleCall(time, ["cloudformation", "UpdateStack"], examplePerson(who), {
    stackName: "shop",
    ...request,
  });
}

function shell(time: string, who: string, command = "/bin/sh"): JsonObject {
  return exampleCall(
    time,
    ["ecs", "ExecuteCommand"],
    examplePerson(who),
    { cluster: "prod", task: TASK, command, interactive: true },
    {
      taskArn: `arn:aws:ecs:eu-west-1:111122223333:task/prod/${TASK}`,
      session: { sessionId: SESSION },
    },
  );
}

function byTask(time: string): JsonObject {
  return exampleCall(time, ["ecs", "UpdateService"], exampleSession("cleanup-role", TASK), UPDATE);
}

describe("a call from inside a task", () => {
  test("was possibly made by whoever had a shell there", () => {
    const { actor } = attributed(shell("13:50:00", "jane"), byTask("14:02:11"));

    assert.deepEqual([actor.kind, actor.name], ["workload", `task ${TASK}`]);
    const [possible, ...others] = actor.possibly ?? [];
    assert.deepEqual(others, []);
    assert.equal(possible?.who.name, "jane");
    assert.deepEqual(possible.during, { from: "2026-11-20T13:50:00Z", to: "2026-11-21T13:50:00Z" });
    assert.match(possible.why, /ECS Exec; no record shows when it closed/);
    assert.ok(possible.evidence.some(({ value }) => value === "/bin/sh"));
    assert.ok(actor.gaps.every(({ unknown }) => !unknown.includes("shell")));
  });

  test("reaches through a role that the task assumed", () => {
    const assumed = exampleCall(
      "13:59:00",
      ["sts", "AssumeRole"],
      exampleSession("cleanup-role", TASK),
      { roleArn: "arn:aws:iam::111122223333:role/scaler", roleSessionName: "scaler" },
      { credentials: { accessKeyId: "ASIASCALER" } },
    );
    const session = { ...exampleSession("scaler", "scaler"), accessKeyId: "ASIASCALER" };

    const { actor } = attributed(
      shell("13:50:00", "jane"),
      assumed,
      exampleCall("14:02:11", ["ecs", "UpdateService"], session, UPDATE),
    );

    assert.deepEqual([actor.kind, actor.name], ["workload", `task ${TASK}`]);
    assert.deepEqual(
      actor.possibly?.map(({ who }) => who.name),
      ["jane"],
    );
  });

  test("ends the possibility where a record shows the end of the shell", () => {
    const ended = (time: string): JsonObject =>
      exampleCall(time, ["ssm", "TerminateSession"], examplePerson("jane"), { sessionId: SESSION });

    const before = attributed(shell("13:50:00", "jane"), ended("14:00:00"), byTask("14:02:11"));
    const after = attributed(shell("13:50:00", "jane"), ended("14:10:00"), byTask("14:02:11"));

    assert.equal(before.actor.possibly, undefined);
    assert.deepEqual(after.actor.possibly?.[0]?.during, {
      from: "2026-11-20T13:50:00Z",
      to: "2026-11-20T14:10:00Z",
    });
  });

  test("is nobody's who came later, was refused, or was in another task", () => {
    const refused = { ...shell("13:50:00", "john"), errorCode: "AccessDeniedException" };
    const elsewhere = exampleCall("13:51:00", ["ecs", "ExecuteCommand"], examplePerson("john"), {
      cluster: "prod",
      task: TASK.replace("7", "8"),
    });

    const { actor } = attributed(shell("14:03:00", "jane"), refused, elsewhere, byTask("14:02:11"));

    assert.equal(actor.possibly, undefined);
    const gap = actor.gaps.find(({ unknown }) => unknown.includes("shell"));
    assert.equal(gap?.lookups?.[0]?.selector, "EventName=ExecuteCommand");
  });
});

describe("CloudFormation with a service role", () => {
  const call = exampleCall("14:02:11", ["ecs", "UpdateService"], FORMATION, UPDATE);

  test("is one step on the way to whoever updated the stack", () => {
    const { actor, behind } = attributed(updateStack("14:00:00", "jane", { roleARN: ROLE }), call);

    assert.deepEqual([actor.kind, actor.name, actor.grade], ["person", "jane", "inferred"]);
    assert.equal(behind, undefined);
    const [hop] = actor.through;
    assert.equal(
      hop?.principal,
      "arn:aws:sts::111122223333:assumed-role/cfn-exec/AWSCloudFormation",
    );
    assert.equal(hop.grade, "inferred");
    assert.equal(actor.role, "cfn-exec");
    assert.equal(actor.gaps.length, 0);
  });

  test("is proven by the stack's id in the tags", () => {
    const tags = [{ key: "aws:cloudformation:stack-id", value: STACK }];
    const made = exampleCall("14:02:11", ["ecs", "CreateService"], FORMATION, {
      cluster: "prod",
      serviceName: "checkout",
      tags,
    });
    const update = { ...updateStack("14:00:00", "jane"), responseElements: { stackId: STACK } };

    const { actor } = attributed(
      updateStack("14:01:00", "john", { stackName: "web" }),
      update,
      made,
    );

    assert.deepEqual([actor.name, actor.grade], ["jane", "proven"]);
  });

  test("keeps to the stack that made the service, also in later updates of it", () => {
    const made = exampleCall("09:00:00", ["ecs", "CreateService"], FORMATION, {
      cluster: "prod",
      serviceName: "checkout",
      tags: [{ key: "aws:cloudformation:stack-name", value: "shop" }],
    });

    const { actor } = attributed(
      made,
      updateStack("14:00:00", "jane", { roleARN: ROLE }),
      updateStack("14:01:00", "john", { stackName: "web", roleARN: ROLE }),
      call,
    );

    assert.deepEqual([actor.name, actor.grade], ["jane", "inferred"]);
  });

  test("names both where two may have done it, and asks for nothing that cannot be asked", () => {
    const { actor, behind } = attributed(
      updateStack("14:00:00", "jane", { roleARN: ROLE }),
      updateStack("14:01:00", "john", { stackName: "web", roleARN: ROLE }),
      call,
    );

    assert.deepEqual(
      [actor.kind, actor.name, behind],
      ["aws-service", "CloudFormation", undefined],
    );
    assert.match(actor.gaps[0]?.unknown ?? "", /john.*jane|jane.*john/);
  });

  test("names one who updated two stacks", () => {
    const { actor } = attributed(
      updateStack("14:00:00", "jane", { roleARN: ROLE }),
      updateStack("14:01:00", "jane", { stackName: "web", roleARN: ROLE }),
      call,
    );

    assert.deepEqual([actor.kind, actor.name], ["person", "jane"]);
  });

  test("knows the role that a stack was given before", () => {
    const created = exampleCall(
      "08:00:00",
      ["cloudformation", "CreateStack"],
      examplePerson("john"),
      {
        stackName: "shop",
        roleARN: ROLE,
      },
    );

    const { actor } = attributed(created, updateStack("14:00:00", "jane"), call);

    assert.equal(actor.name, "jane");
  });

  test("joins nothing by time alone, nor by a refused update", () => {
    const refused = {
      ...updateStack("14:00:00", "john", { roleARN: ROLE }),
      errorCode: "AccessDenied",
    };

    const { actor } = attributed(updateStack("14:00:00", "jane"), refused, call);

    assert.deepEqual([actor.kind, actor.name], ["aws-service", "CloudFormation"]);
    const selectors = actor.gaps.flatMap(({ lookups = [] }) =>
      lookups.map(({ selector }) => selector),
    );
    assert.ok(selectors.includes("EventName=UpdateStack"));
  });

  test("leads on to whoever stands behind a scaling policy that it put", () => {
    const { actor, behind } = attributed(
      updateStack("14:00:00", "jane", { roleARN: ROLE }),
      exampleCall("14:01:00", ["application-autoscaling", "PutScalingPolicy"], FORMATION, {
        resourceId: "service/prod/checkout",
        policyName: "cpu",
      }),
      exampleCall("14:30:00", ["ecs", "UpdateService"], SCALING, UPDATE),
    );

    assert.equal(actor.name, "Service Auto Scaling");
    assert.deepEqual([behind?.kind, behind?.name], ["person", "jane"]);
  });

  test("leads from a nested stack to whoever updated the outer one", () => {
    const nested = exampleCall("14:01:00", ["cloudformation", "UpdateStack"], FORMATION, {
      stackName: "shop-Nested-1ABC",
      roleARN: ROLE,
    });
    const made = exampleCall("14:02:11", ["ecs", "CreateService"], FORMATION, {
      cluster: "prod",
      serviceName: "checkout",
      tags: [{ key: "aws:cloudformation:stack-name", value: "shop-Nested-1ABC" }],
    });

    const { actor } = attributed(updateStack("14:00:00", "jane", { roleARN: ROLE }), nested, made);

    assert.deepEqual([actor.kind, actor.name], ["person", "jane"]);
    assert.equal(actor.through.length, 2);
  });

  test("with the caller's own session is the caller's", () => {
    const own = { ...examplePerson("jane"), invokedBy: "cloudformation.amazonaws.com" };

    const { actor, behind } = attributed(
      updateStack("14:00:00", "john", { roleARN: ROLE }),
      exampleCall("14:02:11", ["ecs", "UpdateService"], own, UPDATE),
    );

    assert.deepEqual([actor.kind, actor.name, behind], ["person", "jane", undefined]);
  });
});

test("two services that set each other to work end with the service", () => {
  const scaled = exampleCall("14:00:00", ["application-autoscaling", "PutScalingPolicy"], SCALING, {
    resourceId: "service/prod/checkout",
  });
  const again = exampleCall("14:00:00", ["application-autoscaling", "PutScalingPolicy"], SCALING, {
    resourceId: "service/prod/checkout",
    policyName: "cpu",
  });

  const { actor, behind } = attributed(
    scaled,
    again,
    exampleCall("14:00:00", ["ecs", "UpdateService"], SCALING, UPDATE),
  );

  assert.deepEqual([actor.name, behind?.name], ["Service Auto Scaling", "Service Auto Scaling"]);
});

test("odd shapes break nothing", () => {
  const odd: readonly JsonObject[] = [
    { requestParameters: { stackName: 7, tags: [null, { key: "__proto__" }], resourceId: [] } },
    { requestParameters: { name: "__proto__", rule: {}, target: "x", pipeline: [] } },
    {
      requestParameters: null,
      responseElements: { build: "x", jobId: {}, executionArn: "arn:::" },
    },
    { requestParameters: { stateMachineArn: "x", startedBy: "events-rule/", taskDefinition: {} } },
  ];
  const services = [
    FORMATION,
    SCALING,
    ...["codedeploy", "codepipeline", "events", "scheduler", "states"].map((service) =>
      exampleService(service, "__proto__", "constructor"),
    ),
    exampleService("batch", "x", "aws-batch"),
    exampleSession("x", "AWSCodeBuild-5d2f1a3c-0000-4000-8000-00000000000a"),
  ];
  for (const service of services) {
    const calls = odd.flatMap((about) =>
      ["CreateStack", "PutRule", "PutScalingPolicy", "UpdateService", "RunTask"].map((name) => ({
        ...exampleCall("14:00:00", ["ecs", name], service, null),
        ...about,
      })),
    );
    for (const call of calls) assert.ok(attributed(...calls, call).actor.name !== "");
  }
});

test("no request or answer, however odd, breaks the joining of records", () => {
  const events = starters.flatMap(({ eventSources, eventNames }) =>
    eventSources.flatMap((source) => eventNames.map((name) => [source, name] as const)),
  );
  const odd = fc.dictionary(
    fc.constantFrom("stackName", "tags", "pipeline", "name", "rule", "resourceId", "target"),
    fc.jsonValue(),
  );
  const callers = [FORMATION, SCALING, exampleService("codepipeline", "pipe", "1")];
  const aCall = fc.tuple(fc.constantFrom(...events), fc.constantFrom(...callers), odd, odd);
  fc.assert(
    fc.property(fc.array(aCall, { minLength: 1, maxLength: 6 }), (calls) => {
      const raw = calls.map(([[source, name], by, request, response]) => ({
        ...exampleCall("14:00:00", [source, name], by, null),
        eventSource: source,
        requestParameters: request as JsonObject,
        responseElements: response as JsonObject,
      }));
      assert.ok(attributed(...raw).actor.name !== "");
    }),
  );
});

test("what nobody but a service changes often is asked for once", () => {
  const scalings = Array.from({ length: 50 }, (_each, index) =>
    exampleCall(
      `14:00:${String(index).padStart(2, "0")}`,
      ["ecs", "UpdateService"],
      SCALING,
      UPDATE,
    ),
  );
  const records = recordsOf([
    exampleCall("08:00:00", ["autoscaling", "PutScalingPolicy"], examplePerson("jane"), {
      resourceId: "service/prod/checkout",
    }),
    ...scalings,
  ]);
  const given = archiveOfRecords(records);
  let asked = 0;
  const counting: Archive = {
    find: (handle, search) => {
      if (handle.kind === "scalable-target") asked += 1;
      return given.find(handle, search);
    },
  };
  const attributor = createAttributor(counting);

  const behind = records.slice(1).map((call) => attributor.attribute(decode(call), call).behind);

  assert.deepEqual([...new Set(behind.map((who) => who?.name))], ["jane"]);
  assert.equal(asked, 1);
});
