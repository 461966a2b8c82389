import { factsOf, type Message } from "../message.ts";

/** A message for programs: webhook, file, SNS attribute and EventBridge detail have the same shape. */
export function findingBody(message: Message): object {
  const { notice } = message;
  const { headline, link } = factsOf(message);
  return {
    version: 1,
    id: message.id,
    delivery: message.delivery,
    phase: message.phase,
    severity: message.severity,
    headline,
    rule: notice.rule,
    title: notice.title,
    what: notice.what,
    who: notice.who,
    settings: notice.settings,
    from: notice.from,
    tool: notice.tool,
    account: notice.account,
    region: notice.region,
    count: message.count,
    firstAt: message.firstAt,
    lastAt: message.lastAt,
    eventIDs: message.eventIDs,
    evidence: `tasktrail explain ${notice.eventID}`,
    ...(link !== undefined && { link }),
    ...(notice.says !== undefined && { says: notice.says }),
    ...(notice.next !== undefined && { next: notice.next }),
    ...(notice.undo && { undo: { ...notice.undo, isSuggestion: true } }),
    mayBeRepeat: message.isRepeat,
  };
}
