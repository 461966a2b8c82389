import { readMessage } from "../effect-message.ts";
import { detailsIn, draftEffect, instantIn, verbatim } from "../effect-parts.ts";
import { defineEffectForm } from "../effect.ts";
import { textIn } from "../json-fields.ts";
import type { Resource } from "../change.ts";

const DETAILS = [
  "ActivityId",
  "Description",
  "StatusCode",
  "StatusMessage",
  "StartTime",
  "EndTime",
  "Details",
  "NotScaledReasons",
];
const RESOURCE = /^service\/([^/\s]{1,255})\/([^/\s]{1,255})$/;

/**
 * One activity of Application Auto Scaling about the desired count of a service, kept for six weeks. It names the service
 * but neither account nor region: both are where it was asked for, and unknown in a file.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingActivity.html
 */
export const scalingActivity = defineEffectForm({
  id: "scaling-activity",
  summary: "A scaling activity of an ECS service, as DescribeScalingActivities returns it.",
  recognises: (body) =>
    textIn(body, "ActivityId") !== undefined &&
    RESOURCE.test(textIn(body, "ResourceId") ?? "") &&
    instantIn(body, "StartTime") !== undefined,
  read: (raw) => {
    const { body } = raw;
    const at = instantIn(body, "StartTime");
    const [, cluster, service] = RESOURCE.exec(textIn(body, "ResourceId") ?? "") ?? [];
    const id = textIn(body, "ActivityId");
    if (at === undefined || id === undefined || cluster === undefined || service === undefined) {
      return [];
    }
    const resource: Resource = { kind: "service", name: service, cluster, service };
    const message = verbatim(body.Cause);
    const reading = readMessage(message, "scaling-activity");
    return [
      draftEffect(raw, {
        id: `scaling-activity/${id}`,
        at,
        account: raw.account,
        region: raw.region,
        kind: "scaling-activity",
        state: textIn(body, "StatusCode") ?? "",
        resource,
        message,
        ...(reading !== undefined && { reading }),
        details: detailsIn(body, DETAILS),
      }),
    ];
  },
  examples: [
    {
      title: "an alarm",
      raw: {
        form: "scaling-activity",
        account: "111122223333",
        region: "eu-west-1",
        body: {
          ScalableDimension: "ecs:service:DesiredCount",
          Description: "Setting desired count to 1.",
          ResourceId: "service/prod/web",
          ActivityId: "e6c5f7d1-dbbb-4a3f-89b2-51f33e766399",
          StartTime: 1_462_575_838.171,
          ServiceNamespace: "ecs",
          EndTime: 1_462_575_872.111,
          Cause:
            "monitor alarm web-app-cpu-lt-25 in state ALARM triggered policy web-app-cpu-lt-25",
          StatusMessage:
            "Successfully set desired count to 1. Change successfully fulfilled by ecs.",
          StatusCode: "Successful",
        },
      },
      effects: [
        {
          id: "scaling-activity/e6c5f7d1-dbbb-4a3f-89b2-51f33e766399",
          at: "2016-05-06T23:03:58.171Z",
          state: "Successful",
          resource: { kind: "service", name: "web", cluster: "prod", service: "web" },
          reading: {
            family: "service-scaled",
            says: "the alarm web-app-cpu-lt-25 triggered the policy web-app-cpu-lt-25",
            caller: "indirect",
            tasks: [],
            reason:
              "monitor alarm web-app-cpu-lt-25 in state ALARM triggered policy web-app-cpu-lt-25",
          },
        },
      ],
    },
  ],
});
