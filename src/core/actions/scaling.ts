import { defineAction, type Action, type Call } from "../action.ts";
import { textIn } from "../json-fields.ts";
import type { JsonObject } from "../record.ts";
import { readSettings } from "./settings.ts";

/** A call to Application Auto Scaling about a scalable target. */
export function scalingAction({
  eventSource,
  eventName,
  summary,
  example = {},
}: Pick<Action, "eventName" | "eventSource" | "summary"> & {
  readonly example?: JsonObject;
}): Action {
  return defineAction({
    eventSource,
    eventName,
    summary,
    nature: "mutating",
    resources: scalableTargetOf,
    settings: ({ request }) =>
      readSettings(request, { omit: ["serviceNamespace", "resourceId", "scalableDimension"] }),
    intent: "configure-scaling",
    examples: [
      {
        title: "of a service",
        request: { serviceNamespace: "ecs", resourceId: "service/prod/api", ...example },
        resource: {
          kind: "scalable-target",
          name: "service/prod/api",
          cluster: "prod",
          service: "api",
        },
        intent: "configure-scaling",
      },
    ],
  });
}

/** The ECS service that a scalable target is: `service/CLUSTER/SERVICE`. */
function scalableTargetOf({ request }: Call): ReturnType<Action["resources"]> {
  const name = textIn(request, "resourceId") ?? "";
  const [kind, cluster = "", service = ""] = name.split("/");
  const isService = kind === "service" && cluster !== "" && service !== "";
  return [{ kind: "scalable-target", name, ...(isService && { cluster, service }) }];
}
