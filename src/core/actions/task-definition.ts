import type { Call } from "../action.ts";
import type { Resource } from "../change.ts";
import { objectIn, textIn } from "../json-fields.ts";
import type { JsonObject } from "../record.ts";
import { listResources, readResource } from "../resource-names.ts";

/** The task definition that a Register- or DeregisterTaskDefinition is about: `family:revision`, or `family` if refused. */
export function registeredResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const answered = objectIn(response, "taskDefinition");
  return listResources(
    readResource({
      kind: "task-definition",
      names: [
        answered["taskDefinitionArn"],
        numbered(answered),
        request["taskDefinition"],
        request["family"],
      ],
    }),
  );
}

/** `family:revision` from a response that spells them apart. */
function numbered(definition: JsonObject): string | undefined {
  const family = textIn(definition, "family");
  const { revision } = definition;
  return family === undefined || typeof revision !== "number"
    ? undefined
    : `${family}:${String(revision)}`;
}
