import type { Change } from "../../core/change.ts";
import { resourceLabel } from "../../core/sentence.ts";
import { clean } from "./pen.ts";

/** The resource's name with what links it to the deed, or nothing where it goes without saying. */
export type NameOf = (change: Change, link: string) => string;

/** In a list about one service only what is not the service itself needs its name. */
export function namesIn(changes: readonly Change[]): NameOf {
  const services = new Set(changes.map(serviceKey));
  const isOne = services.size === 1 && changes[0]?.resource.service !== undefined;
  return ({ resource }, link) => {
    if (isOne && resource.kind === "service") return "";
    const { cluster: _cluster, service: _service, ...alone } = resource;
    return `${clean(resourceLabel(isOne ? alone : resource))}${link}`;
  };
}

function serviceKey({ account, region, resource }: Change): string {
  return JSON.stringify([account, region, resource.cluster, resource.service]);
}
