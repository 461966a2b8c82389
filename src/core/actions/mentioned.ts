import type { Resource } from "../change.ts";
import { isList } from "../json-fields.ts";
import { isObject, type Json } from "../record.ts";
import { readMentioned } from "../resource-names.ts";

/**
 * The task definition that the values name, surest first. A bare `family` yields to a value that tells the revision,
 * which is why the response comes first.
 */
export function mentionedTaskDefinition(
  ...values: readonly (Json | undefined)[]
): Resource | undefined {
  return readMentioned({ kind: "task-definition", names: values });
}

/** The capacity providers of a strategy or of a list of names or ARNs, without the two that belong to AWS. */
export function mentionedProviders(value: Json | undefined): readonly Resource[] {
  if (!isList(value)) return [];
  return value.flatMap((item) => {
    const name = isObject(item) ? item["capacityProvider"] : item;
    const provider = readMentioned({ kind: "capacity-provider", names: [name] });
    return provider && !provider.name.startsWith("FARGATE") ? [provider] : [];
  });
}
