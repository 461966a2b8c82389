import type { Action, Call } from "../action.ts";
import { parseArn } from "../arn.ts";
import type { Resource, ResourceKind } from "../change.ts";
import { objectIn, objectsIn, textIn } from "../json-fields.ts";

type Resources = ReturnType<Action["resources"]>;

/** The thing that one field of the request names. */
export function namedBy(kind: ResourceKind, field: string): Action["resources"] {
  return ({ request }) => [{ kind, name: textIn(request, field) ?? "" }];
}

/** The thing that an ARN in the request names, by the ARN's last part. */
export function namedByArn(kind: ResourceKind, field: string): Action["resources"] {
  return ({ request }) => {
    const arn = textIn(request, field) ?? "";
    const name = parseArn(arn)?.resource;
    return [name === undefined ? { kind, name: arn } : { kind, name, arn }];
  };
}

/** The instances of EC2's `instancesSet`. */
export function instancesOf({ request, response }: Call): Resources {
  const named = [response, request]
    .map((side) => objectsIn(objectIn(side, "instancesSet"), "items"))
    .find((items) => items.length > 0);
  const [first, ...others] = (named ?? []).map((item): Resource => ({
    kind: "instance",
    name: textIn(item, "instanceId") ?? "",
  }));
  return [first ?? { kind: "instance", name: "" }, ...others];
}

/** The image by repository and tag, as a task definition names it behind the registry. */
export function imageOf({ request, response }: Call): Resources {
  const repository = textIn(request, "repositoryName") ?? "";
  const answered = objectIn(objectIn(response, "image"), "imageId");
  const tag = textIn(request, "imageTag") ?? textIn(answered, "imageTag");
  const image: Resource = {
    kind: "image",
    name: tag === undefined ? repository : `${repository}:${tag}`,
  };
  return tag === undefined ? [image] : [image, { kind: "image", name: repository }];
}

/** A secret by its name; an ARN ends with six characters of AWS's own behind the name. */
export function secretOf({ request, response }: Call): Resources {
  const typed = textIn(request, "secretId") ?? "";
  const arn = [textIn(response, "arn"), textIn(response, "ARN"), typed].find(
    (text) => text?.startsWith("arn:") === true,
  );
  const named = parseArn(arn ?? "")
    ?.resource.replace(/^secret:/, "")
    .replace(/-\w{6}$/, "");
  return [{ kind: "secret", name: named ?? typed, ...(arn !== undefined && { arn }) }];
}
