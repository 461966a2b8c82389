import type { JsonObject } from "../../core/record.ts";
import type { ApiCall } from "../record-writer.ts";

/** A call that only reads: CloudTrail keeps what was asked, never what was answered. */
export function read(
  service: string,
  operation: string,
  request: JsonObject | null = null,
): ApiCall {
  return { service, operation, readOnly: true, request: () => request };
}

/** ecs ListServices. */
export function listServices(cluster: string): ApiCall {
  return read("ecs", "ListServices", { cluster });
}

/** ecs DescribeServices. */
export function describeServices(cluster: string, services: readonly string[]): ApiCall {
  return read("ecs", "DescribeServices", { cluster, services });
}

/** A call that changes something outside of ECS, so that the stage does not move. */
export function change(service: string, operation: string, request: JsonObject): ApiCall {
  return { service, operation, readOnly: false, request: () => request };
}
