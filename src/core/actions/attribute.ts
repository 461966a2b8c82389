import type { Call } from "../action.ts";
import type { Resource, Setting } from "../change.ts";
import { objectsIn, textIn } from "../json-fields.ts";
import type { Json, JsonObject } from "../record.ts";
import { clusterAround, listResources, readMentioned, readResource } from "../resource-names.ts";

/** The attributes that a call is about, then the container instances that carry them and their cluster. */
export function attributeResources({
  request,
  response,
}: Call): readonly [Resource, ...(readonly Resource[])] {
  const clusters = [request["cluster"]];
  const attributes = attributesOf({ request, response });
  const instances = attributes.flatMap(
    ({ targetId }) =>
      readMentioned({ kind: "container-instance", names: [targetId], clusters }) ?? [],
  );
  const cluster = instances[0]?.cluster ?? request["cluster"];
  const [first, ...others] = attributes.map(({ name }) =>
    readResource({ kind: "attribute", names: [name], clusters: [cluster] }),
  );
  const attribute = first ?? readResource({ kind: "attribute", names: [], clusters });
  return listResources(attribute, ...others, ...instances, clusterAround(attribute, ...clusters));
}

/** Each attribute by its name, with the value it got, or null where it was taken away. */
export function attributeSettings(
  call: Call,
  valueOf: (attribute: JsonObject) => Json,
): readonly Setting[] {
  return attributesOf(call).flatMap((attribute) => {
    const name = textIn(attribute, "name");
    return name === undefined ? [] : [{ name: `attributes.${name}`, after: valueOf(attribute) }];
  });
}

function attributesOf({ request, response }: Pick<Call, "request" | "response">) {
  const answered = objectsIn(response, "attributes");
  return answered.length > 0 ? answered : objectsIn(request, "attributes");
}
