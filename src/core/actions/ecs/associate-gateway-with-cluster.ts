import { defineAction } from "../../action.ts";
import { gatewayResources } from "../gateway.ts";

export const associateGatewayWithCluster = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "AssociateGatewayWithCluster",
  summary: "Lets the services of a cluster use a gateway.",
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
