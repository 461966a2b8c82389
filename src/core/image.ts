import { objectIn, objectsIn, textIn } from "./json-fields.ts";
import type { CloudTrailRecord, JsonObject } from "./record.ts";

/** A container image's reference, taken apart: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0`. */
interface Image {
  /** `docker.io` where the reference names none. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Takes a reference apart; never throws. */
function readImage(reference: string): Image {
  const [named = "", digest] = reference.split("@", 2);
  const slash = named.indexOf("/");
  const first = slash === -1 ? "" : named.slice(0, slash);
  const isHost = first === "localhost" || /[.:]/.test(first);
  const path = isHost ? named.slice(slash + 1) : named;
  const colon = path.lastIndexOf(":");
  const hasTag = colon > path.lastIndexOf("/");
  return {
    registry: isHost ? first : "docker.io",
    repository: hasTag ? path.slice(0, colon) : path,
    ...(hasTag && { tag: path.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
}

const PRIVATE_ECR =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com|on\.aws)(?:\.cn)?$/;

/** The images that a call names, as rules see them. */
export function readImages(
  { requestParameters = {} }: CloudTrailRecord,
  account: string,
): readonly JsonObject[] {
  const containers = [
    ...objectsIn(requestParameters, "containerDefinitions"),
    objectIn(requestParameters, "primaryContainer"),
  ];
  return containers.flatMap((container) => {
    const reference = textIn(container, "image");
    if (reference === undefined || reference === "") return [];
    const { registry, repository, tag, digest } = readImage(reference);
    const owner = PRIVATE_ECR.exec(registry)?.[1];
    const place = owner === undefined ? "elsewhere" : owner === account ? "own" : "other-account";
    const isFloating = digest === undefined && (tag === undefined || tag === "latest");
    return { registry, repository, tag, digest, place, floating: isFloating };
  });
}
