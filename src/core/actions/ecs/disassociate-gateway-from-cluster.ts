import { defineAction } from "../../action.ts";
import { gatewayResources } from "../gateway.ts";

export const disassociateGatewayFromCluster = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DisassociateGatewayFromCluster",
  summary: "Takes a gateway away from the services of a cluster.",
  nature: "mutating",
  resources: gatewayResources,
  settings: (call) => {
    const cluster = gatewayResources(call).find(({ kind }) => kind === "cluster");
    return cluster ? [{ name: "cluster", after: cluster.name, momentary: true }] : [];
  },
  intent: "configure",
  examples: [
    {
      title: "both named by their short names",
      request: { gateway: "public", cluster: "prod" },
      resource: { kind: "gateway", name: "public" },
      intent: "configure",
      settings: { cluster: "prod" },
    },
  ],
});
