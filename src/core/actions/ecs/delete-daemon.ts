import { defineAction } from "../../action.ts";
import { daemonResources } from "../daemon.ts";
import { readState } from "../settings.ts";

export const deleteDaemon = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "DeleteDaemon",
  summary: "Deletes a daemon and stops its tasks.",
  nature: "mutating",
  resources: daemonResources,
  intent: "delete",
  state: ({ response }) => readState(response, ["status"]),
  examples: [
    {
      title: "named by its ARN, as it must be",
      request: { daemonArn: "arn:aws:ecs:eu-west-1:111122223333:daemon/prod/monitoring" },
      resource: {
        kind: "daemon",
        name: "monitoring",
        cluster: "prod",
        arn: "arn:aws:ecs:eu-west-1:111122223333:daemon/prod/monitoring",
      },
      intent: "delete",
    },
  ],
});
