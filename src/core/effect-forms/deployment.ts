import { deploymentEffect, rolloutReason } from "../effect-deployment.ts";
import { deploymentIn, instantIn } from "../effect-parts.ts";
import { defineEffectForm } from "../effect.ts";
import { textIn } from "../json-fields.ts";

const SERVICE = {
  serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
  serviceName: "checkout",
  clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
};

/**
 * One deployment of a service, with the service beside it: that it began, and how it ended as far as it has.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html
 */
export const deployment = defineEffectForm({
  id: "deployment",
  summary: "A deployment of a service, as DescribeServices returns it.",
  recognises: (body) =>
    deploymentIn(body, "id") !== undefined &&
    textIn(body, "taskDefinition") !== undefined &&
    textIn(body, "taskSetArn") === undefined &&
    instantIn(body, "createdAt") !== undefined,
  read: (raw) => {
    const { body } = raw;
    const id = textIn(body, "id");
    if (id === undefined) return [];
    const state = textIn(body, "rolloutState") ?? "";
    const { reason, isOfRollback } = rolloutReason(body);
    const began = instantIn(body, "createdAt");
    const changed = instantIn(body, "updatedAt");
    const isUnderWay = state === "IN_PROGRESS" && !isOfRollback;
    const start = { deployment: id, state: "IN_PROGRESS", reason: isUnderWay ? reason : "" };
    const isFurther = (state !== "" && state !== "IN_PROGRESS") || isOfRollback;
    const at = isOfRollback ? began : changed;
    return [
      ...(began === undefined ? [] : [deploymentEffect(raw, body, { ...start, at: began })]),
      ...(isFurther && at !== undefined
        ? [deploymentEffect(raw, body, { deployment: id, state, at, reason })]
        : []),
    ];
  },
  examples: [
    {
      title: "one that the circuit breaker ended",
      raw: {
        form: "deployment",
        account: "111122223333",
        region: "eu-west-1",
        body: {
          ...SERVICE,
          id: "ecs-svc/2222222222222222222",
          status: "ACTIVE",
          taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:42",
          failedTasks: 3,
          createdAt: "2026-11-20T14:18:02.5Z",
          updatedAt: "2026-11-20T14:20:00Z",
          rolloutState: "FAILED",
          rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
        },
      },
      effects: [
        {
          id: "deployment/111122223333/eu-west-1/ecs-svc/2222222222222222222/IN_PROGRESS",
          at: "2026-11-20T14:18:02.500Z",
          state: "IN_PROGRESS",
          deployment: "ecs-svc/2222222222222222222",
          message: "",
        },
        {
          id: "deployment/111122223333/eu-west-1/ecs-svc/2222222222222222222/FAILED",
          at: "2026-11-20T14:20:00Z",
          state: "FAILED",
          message: "ECS deployment circuit breaker: tasks failed to start.",
          reading: {
            family: "deployment-failed",
            says: "the deployment's tasks failed to start, and the circuit breaker ended it",
            caller: "none",
            condition: "circuit-breaker",
            tasks: [],
          },
        },
      ],
    },
    {
      title: "a rollback under way",
      raw: {
        form: "deployment",
        account: "111122223333",
        region: "eu-west-1",
        body: {
          ...SERVICE,
          id: "ecs-svc/3333333333333333333",
          status: "PRIMARY",
          taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:41",
          createdAt: "2026-11-20T14:20:01Z",
          updatedAt: "2026-11-20T14:20:31Z",
          rolloutState: "IN_PROGRESS",
          rolloutStateReason:
            "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1111111111111111111.",
        },
      },
      effects: [
        {
          id: "deployment/111122223333/eu-west-1/ecs-svc/3333333333333333333/IN_PROGRESS",
          message: "",
        },
        {
          id: "deployment/111122223333/eu-west-1/ecs-svc/3333333333333333333/ROLLBACK",
          at: "2026-11-20T14:20:01Z",
          state: "IN_PROGRESS",
        },
      ],
    },
  ],
});
