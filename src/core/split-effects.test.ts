import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRecords } from "./parse-records.ts";
import {
  splitContainerInstances,
  splitScalingActivities,
  splitServiceDeployments,
  splitServiceRevisions,
  splitServices,
  splitTaskSets,
  splitTasks,
} from "./split-effects.ts";

const PLACE = { account: "111122223333", region: "eu-west-1", seenAt: "2026-11-20T15:00:00Z" };
const ARN = "arn:aws:ecs:eu-west-1:111122223333";
const ID = "924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b";

const ids = (read: ReturnType<typeof splitTasks>) => read.map(({ effect }) => effect.id);

test("a service's events, deployments and task sets are each a thing of their own, with the service beside it", () => {
  const beside = {
    serviceArn: `${ARN}:service/prod/checkout`,
    serviceName: "checkout",
    clusterArn: `${ARN}:cluster/prod`,
  };
  const event = { id: "e1", createdAt: 1_795_183_602, message: "(service checkout) is new." };
  const deployment = {
    id: "ecs-svc/1",
    taskDefinition: `${ARN}:task-definition/checkout:41`,
    createdAt: 1_795_183_602,
    rolloutState: "IN_PROGRESS",
  };

  const read = splitServices(
    { services: [{ ...beside, events: [event], deployments: [deployment] }] },
    PLACE,
  );

  assert.deepEqual(
    read.map(({ raw }) => raw),
    [
      { form: "service-event", ...PLACE, body: { ...beside, ...event } },
      { form: "deployment", ...PLACE, body: { ...beside, ...deployment } },
    ],
  );
  assert.deepEqual(ids(read), ["e1", "deployment/111122223333/eu-west-1/ecs-svc/1/IN_PROGRESS"]);
});

test("each of the API's other answers is split", () => {
  const task = {
    taskArn: `${ARN}:task/prod/${ID}`,
    lastStatus: "RUNNING",
    startedAt: 1_795_183_602,
  };
  const service = "prod/checkout";
  const createdAt = 1_795_183_602;

  assert.deepEqual(ids(splitTasks({ tasks: [task] }, PLACE)), [`task/${ID}/RUNNING`]);
  assert.deepEqual(
    ids(
      splitServiceDeployments(
        {
          serviceDeployments: [
            {
              serviceDeploymentArn: `${ARN}:service-deployment/${service}/J4Z`,
              status: "PENDING",
              createdAt,
            },
          ],
        },
        PLACE,
      ),
    ),
    ["service-deployment/J4Z/PENDING"],
  );
  assert.deepEqual(
    ids(
      splitServiceRevisions(
        {
          serviceRevisions: [
            { serviceRevisionArn: `${ARN}:service-revision/${service}/42`, createdAt },
          ],
        },
        PLACE,
      ),
    ),
    ["service-revision/111122223333/eu-west-1/prod/checkout/42"],
  );
  assert.deepEqual(
    ids(
      splitTaskSets(
        { taskSets: [{ taskSetArn: `${ARN}:task-set/${service}/ecs-svc/4`, createdAt }] },
        PLACE,
      ),
    ),
    ["task-set/111122223333/eu-west-1/ecs-svc/4/ACTIVE"],
  );
  assert.deepEqual(
    ids(
      splitContainerInstances(
        {
          containerInstances: [
            {
              containerInstanceArn: `${ARN}:container-instance/prod/${ID}`,
              registeredAt: createdAt,
            },
          ],
        },
        PLACE,
      ),
    ),
    [`container-instance/${ID}/REGISTERED`],
  );
});

test("scaling activities are of the place that was asked, because they do not say", () => {
  const [activity] = splitScalingActivities(
    {
      ScalingActivities: [
        { ActivityId: "a1", ResourceId: "service/prod/checkout", StartTime: 1_795_183_602.171 },
        { ActivityId: "a2", ResourceId: "table/orders", StartTime: 1_795_183_602.171 },
      ],
    },
    PLACE,
  );

  assert.equal(activity?.effect.id, "scaling-activity/a1");
  assert.equal(activity.effect.account, PLACE.account);
  assert.equal(activity.effect.region, PLACE.region);
});

test("what the API and EventBridge tell of one happening has one id", () => {
  const task = {
    taskArn: `${ARN}:task/prod/${ID}`,
    clusterArn: `${ARN}:cluster/prod`,
    lastStatus: "STOPPED",
    stoppedReason: "Essential container in task exited",
  };
  const event = {
    id: "delivery",
    "detail-type": "ECS Task State Change",
    source: "aws.ecs",
    account: PLACE.account,
    region: PLACE.region,
    time: "2026-11-20T14:06:43Z",
    resources: [task.taskArn],
    detail: { ...task, stoppedAt: "2026-11-20T14:06:42.457Z" },
  };

  const [told] = parseRecords(JSON.stringify(event)).effects;
  const [asked] = splitTasks({ tasks: [{ ...task, stoppedAt: 1_795_183_602.457 }] }, PLACE);

  assert.equal(told?.effect.id, `task/${ID}/STOPPED`);
  assert.deepEqual({ ...told.effect, details: {} }, { ...asked?.effect, details: {} });
  assert.equal(told.raw.seenAt, "2026-11-20T14:06:43Z");
});

test("the AWS CLI's output is read with account and region from its ARNs", () => {
  const text = JSON.stringify({
    tasks: [
      {
        taskArn: `arn:aws-cn:ecs:cn-north-1:444455556666:task/prod/${ID}`,
        lastStatus: "STOPPED",
        stoppedAt: "2026-11-20T15:06:42.457000+01:00",
      },
    ],
    failures: [],
  });

  const { effects, unreadable } = parseRecords(text);

  assert.deepEqual(unreadable, []);
  assert.deepEqual(
    effects.map(({ effect }) => [effect.account, effect.region, effect.at]),
    [["444455556666", "cn-north-1", "2026-11-20T14:06:42.457Z"]],
  );
});

test("an old ARN without a cluster takes the cluster beside it, and else has none", () => {
  const task = {
    taskArn: `${ARN}:task/${ID}`,
    lastStatus: "RUNNING",
    startedAt: "2026-11-20T14:06:42Z",
  };
  const clusterOf = (body: typeof task & { readonly clusterArn?: string }) =>
    splitTasks({ tasks: [body] }, PLACE)[0]?.effect.resource.cluster;

  assert.equal(clusterOf({ ...task, clusterArn: `${ARN}:cluster/prod` }), "prod");
  assert.equal(clusterOf(task), undefined);
});

test("a task that dates nothing is dated by when it was seen so, where that is known", () => {
  const tasks = [{ taskArn: `${ARN}:task/prod/${ID}`, lastStatus: "STOPPED" }];
  const { seenAt, ...place } = PLACE;

  assert.equal(splitTasks({ tasks }, PLACE)[0]?.effect.at, seenAt);
  assert.deepEqual(splitTasks({ tasks }, place), []);
});

test("times are read as seconds, milliseconds and ISO 8601 with any offset", () => {
  for (const [told, at] of [
    [1_795_183_602, "2026-11-20T14:06:42Z"],
    [1_795_183_602.457, "2026-11-20T14:06:42.457Z"],
    [1_795_183_602_457, "2026-11-20T14:06:42.457Z"],
    ["1795183602.457", "2026-11-20T14:06:42.457Z"],
    ["2026-11-20T14:06:42.457Z", "2026-11-20T14:06:42.457Z"],
    ["2026-11-20T23:36:42.457000+09:30", "2026-11-20T14:06:42.457Z"],
    ["2026-11-20T14:06:42Z", "2026-11-20T14:06:42Z"],
    ["yesterday", undefined],
    [null, undefined],
  ] as const) {
    const tasks = [{ taskArn: `${ARN}:task/prod/${ID}`, lastStatus: "STOPPED", stoppedAt: told }];

    const { seenAt: _, ...place } = PLACE;
    assert.equal(splitTasks({ tasks }, place)[0]?.effect.at, at);
  }
});

test("odd answers hold nothing and throw nothing", () => {
  for (const body of [{}, { services: 1 }, { services: [null, { events: [{}] }] }, { tasks: {} }]) {
    assert.deepEqual(splitServices(body, PLACE), []);
    assert.deepEqual(splitTasks(body, PLACE), []);
  }
});
