import { OperatorError } from "../../core/errors.ts";
import type { Severity } from "../../core/finding.ts";
import { makeVisible } from "../../core/invisible.ts";
import { cut } from "../harmless.ts";
import { factsOf, type Message } from "../message.ts";
import { post } from "../send/post.ts";
import { defineSink } from "../sink.ts";
import { addressOf } from "../sink-uri.ts";

const SERVICES: ReadonlyMap<string, string> = new Map([
  ["us", "https://events.pagerduty.com"],
  ["eu", "https://events.eu.pagerduty.com"],
]);

const NO_OPTIONS = new URLSearchParams();

const LONGEST_SUMMARY = 1024;

const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: "critical",
  high: "error",
  medium: "warning",
  low: "info",
  info: "info",
};

/**
 * PagerDuty's Events API v2. Each group has its own `dedup_key`: more of the same goes into the alert that is there.
 *
 * @see https://developer.pagerduty.com/docs/events-api-v2-overview
 */
export const pagerDuty = defineSink({
  scheme: "pagerduty",
  summary:
    "PagerDuty, by an integration's routing key (Events API v2); what follows updates the same alert. Option: `?service=eu`.",
  example: "pagerduty://env/PAGERDUTY_ROUTING_KEY",
  isSecret: true,
  open: async (uri) => {
    const { rest: key, query, variable } = uri;
    const service = query.get("endpoint") ?? SERVICES.get(query.get("service") ?? "us");
    if (!/^[a-z0-9]{32}$/i.test(key) || service === undefined) {
      throw new OperatorError(
        "bad-argument",
        `What stands ${variable === undefined ? "behind pagerduty://" : `in ${variable}`} is no routing key, or its service is neither us nor eu.`,
        { hint: "A routing key of the Events API v2 has 32 letters and digits." },
      );
    }
    const address = `${addressOf({ ...uri, rest: service, query: NO_OPTIONS })}v2/enqueue`;
    return {
      updates: true,
      send: async (message, signal) => {
        await post({ address, body: JSON.stringify(pagerDutyBody(message, key)) }, signal);
      },
    };
  },
});

export function pagerDutyBody(message: Message, routingKey: string): object {
  const { headline, facts, link } = factsOf(message);
  const { notice } = message;
  return {
    routing_key: routingKey,
    event_action: "trigger",
    dedup_key: message.id,
    client: "TaskTrail",
    payload: {
      summary: cut(makeVisible(`${headline}: ${notice.what}`), LONGEST_SUMMARY),
      source: makeVisible(`${notice.account} ${notice.region}`.trim()) || "tasktrail",
      severity: SEVERITIES[message.severity],
      timestamp: message.lastAt,
      class: makeVisible(notice.rule),
      custom_details: Object.fromEntries([
        ...facts.map(({ name, value }): [string, string] => [
          cut(makeVisible(name), 200),
          cut(makeVisible(value), 2000),
        ]),
        ["Count", String(message.count)],
      ]),
    },
    ...(link !== undefined && { links: [{ href: link, text: "The record in the AWS console" }] }),
  };
}
