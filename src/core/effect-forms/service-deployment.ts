import {
  detailsIn,
  draftEffect,
  instantIn,
  placeOf,
  relatedTo,
  serviceIn,
  thingIn,
  verbatim,
} from "../effect-parts.ts";
import { readMessage } from "../effect-message.ts";
import { defineEffectForm } from "../effect.ts";
import { objectIn, textIn } from "../json-fields.ts";
import type { JsonObject } from "../record.ts";

const DETAILS = [
  "status",
  "statusReason",
  "lifecycleStage",
  "createdAt",
  "startedAt",
  "stoppedAt",
  "finishedAt",
  "targetServiceRevision",
  "targetServiceRevisionArn",
  "sourceServiceRevisions",
  "rollback",
  "deploymentCircuitBreaker",
  "alarms",
  "deploymentConfiguration",
  "lifecycleHookDetails",
];
const OPEN: ReadonlySet<string> = new Set(["PENDING", "IN_PROGRESS", "ROLLBACK_IN_PROGRESS"]);

interface Step {
  readonly state: string;
  readonly at: string | undefined;
  readonly reason?: string;
}

/**
 * One service deployment, kept by ECS for ninety days: that it was asked for, begun, stopped or rolled back, and its end.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html
 */
export const serviceDeployment = defineEffectForm({
  id: "service-deployment",
  summary: "A service deployment, as DescribeServiceDeployments returns it.",
  recognises: (body) =>
    textIn(body, "serviceDeploymentArn") !== undefined && textIn(body, "status") !== undefined,
  read: (raw) => {
    const { body } = raw;
    const resource = thingIn("service-deployment", body, "serviceDeploymentArn");
    if (resource.name === "") return [];
    const shared = {
      ...placeOf(raw, resource.arn, textIn(body, "serviceArn")),
      kind: "service-deployment" as const,
      resource,
      related: relatedTo(resource, serviceIn(body), revisionIn(body)),
      details: detailsIn(body, DETAILS),
    };
    return stepsIn(body).flatMap(({ state, at, reason = "" }) => {
      if (at === undefined) return [];
      const reading = readMessage(reason, "deployment-reason");
      return [
        draftEffect(raw, {
          ...shared,
          id: `service-deployment/${resource.name}/${state}`,
          at,
          state,
          message: reason,
          ...(reading !== undefined && { reading }),
        }),
      ];
    });
  },
  examples: [
    {
      title: "rolled back by the circuit breaker",
      raw: {
        form: "service-deployment",
        account: "111122223333",
        region: "eu-west-1",
        body: {
          serviceDeploymentArn:
            "arn:aws:ecs:eu-west-1:111122223333:service-deployment/prod/checkout/J4ZwX3-bQ2aM6ERMvsxuL",
          serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
          clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
          createdAt: "2026-11-20T14:18:02Z",
          startedAt: "2026-11-20T14:18:03.250Z",
          finishedAt: "2026-11-20T14:21:00Z",
          status: "ROLLBACK_SUCCESSFUL",
          statusReason:
            "Service deployment rolled back because the circuit breaker threshold was exceeded.",
          targetServiceRevision: {
            arn: "arn:aws:ecs:eu-west-1:111122223333:service-revision/prod/checkout/2222222222222222222",
          },
          rollback: {
            reason:
              "Service deployment rolled back because the circuit breaker threshold was exceeded.",
            startedAt: "2026-11-20T14:20:00Z",
          },
        },
      },
      effects: [
        { id: "service-deployment/J4ZwX3-bQ2aM6ERMvsxuL/PENDING", at: "2026-11-20T14:18:02Z" },
        {
          id: "service-deployment/J4ZwX3-bQ2aM6ERMvsxuL/IN_PROGRESS",
          at: "2026-11-20T14:18:03.250Z",
        },
        {
          id: "service-deployment/J4ZwX3-bQ2aM6ERMvsxuL/ROLLBACK_IN_PROGRESS",
          at: "2026-11-20T14:20:00Z",
        },
        {
          id: "service-deployment/J4ZwX3-bQ2aM6ERMvsxuL/ROLLBACK_SUCCESSFUL",
          at: "2026-11-20T14:21:00Z",
          state: "ROLLBACK_SUCCESSFUL",
          reading: {
            family: "deployment-rolled-back",
            says: "the circuit breaker rolled the deployment back",
            caller: "none",
            condition: "circuit-breaker",
            tasks: [],
            reason: "the circuit breaker threshold was exceeded.",
          },
        },
      ],
    },
  ],
});

/** Its steps as far as they are dated; what is not over yet is as it was last seen to become. */
function stepsIn(body: JsonObject): readonly Step[] {
  const status = textIn(body, "status") ?? "";
  const rollback = objectIn(body, "rollback");
  const reason = verbatim(body.statusReason);
  const end = instantIn(body, "finishedAt", "stoppedAt", "updatedAt");
  return [
    { state: "PENDING", at: instantIn(body, "createdAt") },
    { state: "IN_PROGRESS", at: instantIn(body, "startedAt") },
    {
      state: "ROLLBACK_IN_PROGRESS",
      at: instantIn(rollback, "startedAt"),
      reason: verbatim(rollback.reason),
    },
    ...(OPEN.has(status) || status === "" ? [] : [{ state: status, at: end, reason }]),
  ];
}

function revisionIn(body: JsonObject) {
  const target = objectIn(body, "targetServiceRevision");
  const revision = thingIn(
    "service-revision",
    {
      arn: textIn(target, "arn") ?? textIn(body, "targetServiceRevisionArn"),
    },
    "arn",
  );
  return revision.name === "" ? undefined : revision;
}
