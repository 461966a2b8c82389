import type { Call } from "../action.ts";
import type { Resource } from "../change.ts";
import { objectIn, objectsIn, textIn } from "../json-fields.ts";
import type { JsonObject } from "../record.ts";
import { listResources, readResource } from "../resource-names.ts";
import { mentionedEach } from "./mentioned.ts";

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

/** The revisions that a DeleteTaskDefinitions is about. */
export function deletedResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const answered = objectsIn(response, "taskDefinitions");
  const [first, ...others] = mentionedEach("task-definition", [
    ...answered.map((definition) => definition["taskDefinitionArn"]),
    request["taskDefinitions"],
  ]);
  return listResources(first ?? { kind: "task-definition", name: "" }, ...others);
}

/** The daemon task definition that a call is about: `family:revision`, or `family` if its registration was refused. */
export function daemonTaskDefinitionResources({ request, response }: Call): readonly [Resource] {
  return [
    readResource({
      kind: "daemon-task-definition",
      names: [
        response["daemonTaskDefinitionArn"],
        request["daemonTaskDefinition"],
        request["family"],
      ],
    }),
  ];
}

/** `family:revision` from a response that spells them apart. */
function numbered(definition: JsonObject): string | undefined {
  const family = textIn(definition, "family");
  const { revision } = definition;
  return family === undefined || typeof revision !== "number"
    ? undefined
    : `${family}:${String(revision)}`;
}
