import type { Action } from "./action.ts";
import { actions } from "./actions/index.ts";
import { readSettings } from "./actions/settings.ts";
import type { Intent } from "./change.ts";
import { guessResources } from "./guess-resources.ts";

const ECS = "ecs.amazonaws.com";

/**
 * How to read an API operation: its entry in the catalogue; for an ECS operation that is newer than the catalogue, an
 * action by its verb with the raw parameters as settings; for another service's, one that knows no resource. An event
 * of another service with an ECS operation's name (App Runner has an UpdateService too) is never ECS's.
 */
export function findAction(eventSource: string, eventName: string): Action {
  return CATALOGUE.get(eventSource)?.get(eventName) ?? actionByVerb(eventSource, eventName);
}

const CATALOGUE = byService(actions);

function byService(list: readonly Action[]): ReadonlyMap<string, ReadonlyMap<string, Action>> {
  const services = new Map<string, Map<string, Action>>();
  for (const action of list) {
    const named = services.get(action.eventSource) ?? new Map<string, Action>();
    services.set(action.eventSource, named.set(action.eventName, action));
  }
  return services;
}

function actionByVerb(eventSource: string, eventName: string): Action {
  const isRead = READS.test(eventName);
  const isEcs = eventSource === ECS;
  return {
    eventSource,
    eventName,
    summary: "An operation that the catalogue does not know, read by its verb.",
    nature: isRead ? "read" : "mutating",
    resources: isEcs ? guessResources : () => [UNKNOWN],
    settings: ({ request }) => readSettings(request),
    intent: isRead ? "read" : isEcs ? intentByVerb(eventName) : "unknown",
    examples: EXAMPLES,
  };
}

const UNKNOWN = { kind: "unknown", name: "" } as const;

/** An example belongs to a catalogue file; an action made by verb has only this one. */
const EXAMPLES: Action["examples"] = [
  { title: "without parameters", request: {}, resource: UNKNOWN, intent: "unknown" },
];

const READS =
  /^(?:BatchDescribe|BatchGet|Check|Describe|Get|Head|List|Lookup|Preview|Query|Scan|Search|Select|View)(?=[A-Z0-9]|$)/;

const VERBS: readonly (readonly [RegExp, Intent])[] = [
  [/^(?:Run|Start)\w*Tasks?$/, "run-task"],
  [/^Stop\w*Tasks?$/, "stop-task"],
  [/^(?:Abort|Stop)\w*Deployment$/, "abort-deploy"],
  [/^(?:Execute|Exec)[A-Z]/, "exec"],
  [/^(?:Tag|Untag)[A-Z]/, "tag"],
  [/^Create[A-Z]/, "create"],
  [/^Delete[A-Z]/, "delete"],
  [/^Register[A-Z]/, "register"],
  [/^Deregister[A-Z]/, "deregister"],
  [
    /^(?:Associate|Attach|Detach|Disable|Disassociate|Enable|Modify|Put|Set|Update)[A-Z]/,
    "configure",
  ],
];

function intentByVerb(eventName: string): Intent {
  return VERBS.find(([verb]) => verb.test(eventName))?.[1] ?? "unknown";
}
