import type { Action, Call } from "./action.ts";
import type { Change, Outcome, Setting } from "./change.ts";
import type { Evidence } from "./evidence.ts";
import { identify } from "./identify.ts";
import { EMPTY_ADDRESS_BOOK, readOrigin, type AddressBook } from "./origin.ts";
import { readCall } from "./read-call.ts";
import { readTool } from "./read-tool.ts";
import type { CloudTrailRecord, Json } from "./record.ts";

/**
 * Reads one record: what was done to which resource, by whom, with what tool, from where, and whether AWS took it.
 * `before` is filled only where the response itself shows it; `tellHistory` fills in the rest. Never throws on what
 * `parseRecords` let through: an action nobody knows becomes a Change with its raw parameters as settings.
 */
export function decode(record: CloudTrailRecord, book: AddressBook = EMPTY_ADDRESS_BOOK): Change {
  const { action, call, resources, nature, account } = readCall(record);
  const outcome = outcomeOf(record);
  const accepted = outcome.kind === "accepted";
  const [resource, ...related] = resources;
  const settings = withBefore(action.settings?.(call) ?? [], accepted ? before(action, call) : {});
  const noopReason = accepted ? action.noEffect?.(call) : undefined;
  return {
    eventID: record.eventID,
    at: record.eventTime,
    account,
    region: record.awsRegion,
    eventSource: record.eventSource,
    eventName: record.eventName,
    nature,
    intent: intentOf(action, settings),
    resource,
    related,
    settings,
    state: accepted ? (action.state?.(call) ?? {}) : {},
    outcome,
    noop: noopReason !== undefined,
    ...(noopReason !== undefined && { noopReason }),
    actor: identify(record),
    tool: readTool(record),
    origin: readOrigin(record, book),
  };
}

/** What the settings amount to, as the action reads them. */
export function intentOf(action: Action, settings: readonly Setting[]): Change["intent"] {
  return typeof action.intent === "function" ? action.intent(settings) : action.intent;
}

function outcomeOf({ errorCode, errorMessage }: CloudTrailRecord): Outcome {
  if (errorCode === undefined) return { kind: "accepted" };
  return { kind: "refused", errorCode, ...(errorMessage !== undefined && { errorMessage }) };
}

function before(action: Action, call: Call): Readonly<Record<string, Json>> {
  return action.stateBefore?.(call) ?? {};
}

const SHOWN_BY_RESPONSE: Omit<Evidence, "value"> = {
  field: "responseElements.service.deployments",
  grade: "proven",
  says: "the deployment that was there before is still listed beside the new one",
};

function withBefore(
  settings: readonly Setting[],
  values: Readonly<Record<string, Json>>,
): readonly Setting[] {
  return settings.map((setting) => {
    if (!Object.hasOwn(values, setting.name)) return setting;
    const value = values[setting.name] ?? null;
    const beforeEvidence = { ...SHOWN_BY_RESPONSE, value: JSON.stringify(value) };
    return { ...setting, before: value, beforeEvidence };
  });
}
