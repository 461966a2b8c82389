import type { JsonObject } from "../../core/record.ts";
import type { ApiCall } from "../record-writer.ts";

/** Calls of the ECS agent for data planes: not management events. */
const DATA_EVENTS: ReadonlySet<string> = new Set(["Poll", "StartTelemetrySession"]);

/** A call that the ECS agent makes by itself. CloudTrail counts these among the writes. */
export function agentCall(operation: string, request: JsonObject): ApiCall {
  const instance = request["containerInstance"];
  return {
    service: "ecs",
    operation,
    readOnly: false,
    request: () => request,
    ...(DATA_EVENTS.has(operation) && {
      more: ({ account }) => ({
        managementEvent: false,
        eventCategory: "Data",
        resources: [
          { accountId: account, type: "AWS::ECS::ContainerInstance", ARN: instance ?? null },
        ],
      }),
    }),
  };
}
