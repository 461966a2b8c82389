import { defineAction } from "../../action.ts";
import { gatewayResources } from "../gateway.ts";
import { readSettings, readState } from "../settings.ts";

export const updateGateway = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateGateway",
  summary: "Changes a gateway's role, network, logs or protection.",
  nature: "mutating",
  resources: gatewayResources,
  settings: ({ request }) => readSettings(request, { omit: ["gateway"] }),
  intent: "configure",
  state: ({ response }) => readState(response, ["status"]),
  examples: [
    {
      title: "its protection from deletion taken away",
      request: { gateway: "public", deletionProtection: false },
      resource: { kind: "gateway", name: "public" },
      intent: "configure",
      settings: { deletionProtection: false },
    },
  ],
});
