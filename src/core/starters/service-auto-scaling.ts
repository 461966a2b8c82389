import { exampleCall, exampleLinkedService, examplePerson } from "../example-calls.ts";
import { findBefore, HISTORY_HOURS } from "../join-records.ts";
import { objectIn, textIn } from "../json-fields.ts";
import type { CloudTrailRecord, JsonObject } from "../record.ts";
import { explainScaling } from "../scaling.ts";
import { isService, settled, unsettled, whoMade } from "../set-to-work.ts";
import { defineStarter, type Acted } from "../starter.ts";

const SERVICE = "ecs.application-autoscaling.amazonaws.com";
const CHANGES: readonly string[] = [
  "RegisterScalableTarget",
  "PutScalingPolicy",
  "PutScheduledAction",
  "DeleteScalingPolicy",
  "DeleteScheduledAction",
  "DeregisterScalableTarget",
];

export const serviceAutoScaling = defineStarter({
  id: "service-auto-scaling",
  summary:
    "Behind Service Auto Scaling stands whoever last set the limits, policy or scheduled action of `service/CLUSTER/SERVICE`; first the one whose limit or schedule explains the number of tasks.",
  fooledBy:
    "Load: a policy may scale for reasons that no call shows. Who configured it is told, not who caused the load.",
  // Both of AWS's samples show EC2 Auto Scaling's source for these; whoever writes the other is read as well.
  eventSources: ["application-autoscaling.amazonaws.com", "autoscaling.amazonaws.com"],
  eventNames: CHANGES,
  handles: (record) => {
    const target = targetOf(record);
    return target === undefined ? [] : [{ kind: "scalable-target", name: target }];
  },
  acted: (_record, actor) => isService(actor, "Service Auto Scaling", [SERVICE]),
  find: (acted) => {
    const target = scaledBy(acted);
    const handle = { kind: "scalable-target", name: target ?? "" };
    const setups = target === undefined ? [] : findBefore(acted.archive, handle, acted.record);
    const join = explainScaling(setups, desiredIn(acted.record), acted.record.eventTime);
    if (join !== undefined) {
      return { actor: settled(acted.actor), behind: whoMade(join, acted.identify) };
    }
    const missing = `the RegisterScalableTarget, PutScalingPolicy or PutScheduledAction event for ${target ?? "the service"}`;
    return unsettled(acted, missing, CHANGES.slice(0, 3), HISTORY_HOURS);
  },
  examples: [
    {
      title: "a scale-down to the minimum that somebody lowered",
      records: [
        configured("08:00:00", "john", "RegisterScalableTarget", {
          minCapacity: 4,
          maxCapacity: 9,
        }),
        configured("13:50:00", "jane", "RegisterScalableTarget", {
          minCapacity: 2,
          maxCapacity: 9,
        }),
        configured("13:55:00", "john", "PutScalingPolicy", { policyName: "cpu" }),
        scaled("14:02:11", 2),
      ],
      actor: { kind: "aws-service", name: "Service Auto Scaling" },
      behind: { kind: "person", name: "jane" },
    },
    {
      title: "a scheduled action that was due",
      records: [
        configured("08:00:00", "jane", "PutScheduledAction", {
          scheduledActionName: "evening",
          schedule: "cron(0 18 * * ? *)",
          scalableTargetAction: { minCapacity: 1, maxCapacity: 1 },
        }),
        configured("09:00:00", "john", "PutScalingPolicy", { policyName: "cpu" }),
        scaled("18:00:41", 1),
      ],
      actor: { kind: "aws-service", name: "Service Auto Scaling" },
      behind: { kind: "person", name: "jane" },
    },
    {
      title: "load, under a policy that somebody set last",
      records: [
        configured("08:00:00", "jane", "RegisterScalableTarget", {
          minCapacity: 2,
          maxCapacity: 9,
        }),
        configured("09:00:00", "john", "PutScalingPolicy", { policyName: "cpu" }),
        scaled("14:02:11", 5),
      ],
      actor: { kind: "aws-service", name: "Service Auto Scaling" },
      behind: { kind: "person", name: "john" },
    },
    {
      title: "nobody who was seen configured it",
      records: [scaled("14:02:11", 5)],
      actor: { kind: "aws-service", name: "Service Auto Scaling" },
    },
  ],
});

/** Only what is about a service of ECS; another's calls have the same names. */
function targetOf({ errorCode, requestParameters = {} }: CloudTrailRecord): string | undefined {
  const target = textIn(requestParameters, "resourceId");
  return errorCode === undefined && target?.startsWith("service/") ? target : undefined;
}

function scaledBy({ change }: Acted): string | undefined {
  const { kind, name, cluster = "default" } = change.resource;
  return kind === "service" && name !== "" ? `service/${cluster}/${name}` : undefined;
}

function desiredIn({ requestParameters = {}, responseElements = {} }: CloudTrailRecord) {
  const asked = requestParameters["desiredCount"];
  const answered = objectIn(responseElements, "service")["desiredCount"];
  return [asked, answered].find((value) => typeof value === "number");
}

function configured(time: string, who: string, name: string, more: JsonObject): JsonObject {
  return {
    ...exampleCall(time, ["autoscaling", name], examplePerson(who), {
      serviceNamespace: "ecs",
      resourceId: "service/prod/checkout",
      scalableDimension: "ecs:service:DesiredCount",
      ...more,
    }),
    additionalEventData: { service: "application-autoscaling" },
  };
}

function scaled(time: string, desiredCount: number): JsonObject {
  const role = "AWSServiceRoleForApplicationAutoScaling_ECSService";
  return exampleCall(
    time,
    ["ecs", "UpdateService"],
    exampleLinkedService("ecs.application-autoscaling", role, "AutoScaling-UpdateDesiredCapacity"),
    { cluster: "prod", service: "checkout", desiredCount },
  );
}
