import { defineAction } from "../../action.ts";
import type { Intent, Setting } from "../../change.ts";
import { isSame } from "../../same.ts";
import { daemonResources } from "../daemon.ts";
import { goesBack } from "../revisions.ts";
import { readSettings, readState } from "../settings.ts";

export const updateDaemon = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UpdateDaemon",
  summary: "Deploys another task definition to a daemon, or changes where and how it runs.",
  nature: "mutating",
  resources: daemonResources,
  settings: ({ request }) => readSettings(request, { omit: ["daemonArn"] }),
  intent: daemonIntent,
  state: ({ response }) => readState(response, ["status"]),
  examples: [
    {
      title: "a new version of the agent",
      request: {
        daemonArn: "arn:aws:ecs:eu-west-1:111122223333:daemon/prod/monitoring",
        daemonTaskDefinitionArn:
          "arn:aws:ecs:eu-west-1:111122223333:daemon-task-definition/monitoring:2",
        capacityProviderArns: ["arn:aws:ecs:eu-west-1:111122223333:capacity-provider/managed"],
      },
      resource: {
        kind: "daemon",
        name: "monitoring",
        cluster: "prod",
        arn: "arn:aws:ecs:eu-west-1:111122223333:daemon/prod/monitoring",
      },
      intent: "deploy",
      settings: {
        daemonTaskDefinitionArn: "monitoring:2",
        capacityProviderArns: ["arn:aws:ecs:eu-west-1:111122223333:capacity-provider/managed"],
      },
    },
  ],
});

/** The API asks for the task definition in every call, so its presence alone is no deployment once `before` is known. */
function daemonIntent(settings: readonly Setting[]): Intent {
  const definition = settings.find(({ name }) => name === "daemonTaskDefinitionArn");
  if (!definition || isSame(definition.before, definition.after)) return "configure";
  return goesBack(definition) ? "rollback" : "deploy";
}
