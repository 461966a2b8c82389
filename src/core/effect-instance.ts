import type { Effect, RawEffect } from "./effect.ts";
import type { EcsEvent } from "./effect-event.ts";
import {
  detailsIn,
  draftEffect,
  instantIn,
  namedThing,
  placeOf,
  relatedTo,
  thingIn,
  verbatim,
} from "./effect-parts.ts";
import { textIn } from "./json-fields.ts";
import type { JsonObject } from "./record.ts";

const DETAILS = [
  "ec2InstanceId",
  "capacityProviderName",
  "status",
  "statusReason",
  "agentConnected",
  "runningTasksCount",
  "pendingTasksCount",
  "registeredAt",
  "version",
];

/** That the instance was registered, the same be it told by the API or by EventBridge. */
export function registeredEffects(raw: RawEffect, body: JsonObject): readonly Effect[] {
  const at = instantIn(body, "registeredAt");
  return at === undefined
    ? []
    : instanceEffect(raw, body, { step: "REGISTERED", state: "ACTIVE", at });
}

/** That the instance changed, whatever it was; the version tells each change from the next. */
export function changedInstance(
  raw: RawEffect,
  body: JsonObject,
  event: Pick<EcsEvent, "id" | "at">,
): readonly Effect[] {
  const at = instantIn(body, "updatedAt") ?? event.at;
  if (at === undefined) return [];
  const { version } = body;
  const step = typeof version === "number" ? String(version) : event.id;
  return instanceEffect(raw, body, { step, state: textIn(body, "status") ?? "", at });
}

function instanceEffect(
  raw: RawEffect,
  body: JsonObject,
  { step, state, at }: { readonly step: string; readonly state: string; readonly at: string },
): readonly Effect[] {
  const resource = thingIn("container-instance", body, "containerInstanceArn");
  if (resource.name === "") return [];
  return [
    draftEffect(raw, {
      id: `container-instance/${resource.name}/${step}`,
      at,
      ...placeOf(raw, resource.arn, textIn(body, "clusterArn")),
      kind: "container-instance",
      state,
      resource,
      related: relatedTo(resource, namedThing(textIn(body, "ec2InstanceId"))),
      message: step === "REGISTERED" ? "" : verbatim(body.statusReason),
      details: detailsIn(body, DETAILS),
    }),
  ];
}
