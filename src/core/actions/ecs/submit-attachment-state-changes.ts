import { defineAction } from "../../action.ts";
import { clusterResources } from "../cluster.ts";

export const submitAttachmentStateChanges = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "SubmitAttachmentStateChanges",
  summary: "An ECS agent reports what became of network interfaces and volumes.",
  nature: "agent",
  // Attachments are no resources of their own: the cluster is all that the call names.
  resources: clusterResources,
  intent: "agent",
  examples: [
    {
      title: "a network interface attached",
      request: {
        cluster: "prod",
        attachments: [
          {
            attachmentArn:
              "arn:aws:ecs:eu-west-1:111122223333:attachment/41c5d3b0-3e7d-4f5b-9a5c-1e2f3a4b5c6d",
            status: "ATTACHED",
          },
        ],
      },
      resource: { kind: "cluster", name: "prod" },
      intent: "agent",
    },
  ],
});
