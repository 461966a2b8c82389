import type { Resource, ResourceKind } from "../change.ts";
import { isList, textOf } from "../json-fields.ts";
import { isObject, type Json } from "../record.ts";
import { readMentioned, readNamedByArn } from "../resource-names.ts";

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

/** What a field names where it holds an ECS ARN; whatever else it says is no name. */
export function mentionedByArn(value: Json | undefined): Resource | undefined {
  const text = textOf(value);
  if (!text?.startsWith("arn:")) return undefined;
  const resource = readNamedByArn(text);
  return resource.kind === "unknown" ? undefined : resource;
}

/** Every thing of a kind that the values name, lists of names taken apart. */
export function mentionedEach(
  kind: ResourceKind,
  values: readonly (Json | undefined)[],
  clusters?: readonly (Json | undefined)[],
  services?: readonly (Json | undefined)[],
): readonly Resource[] {
  const around = { ...(clusters && { clusters }), ...(services && { services }) };
  return values
    .flatMap((value): readonly (Json | undefined)[] => (isList(value) ? value : [value]))
    .flatMap((name) => readMentioned({ kind, names: [name], ...around }) ?? []);
}
