import { cut, unlinked } from "../harmless.ts";
import { factsOf, type Fact, type Message } from "../message.ts";
import { post } from "../send/post.ts";
import { defineSink, SinkFailure } from "../sink.ts";
import { addressOf } from "../sink-uri.ts";

const LONGEST_TEXT = 1500;

/**
 * Microsoft Teams, by the address of a workflow ("when a Teams webhook request is received"). What may come from a record
 * stands in text runs, in which Markdown means nothing.
 *
 * @see https://adaptivecards.io/explorer/RichTextBlock.html
 */
export const teams = defineSink({
  scheme: "teams",
  summary:
    "A Microsoft Teams channel, by a workflow's webhook address, as an adaptive card. What follows is one summary when the group closes.",
  example: "teams://env/TEAMS_WEBHOOK_URL",
  isSecret: true,
  open: async (uri) => {
    const address = addressOf(uri);
    return {
      updates: false,
      send: async (message, signal) => {
        const { text } = await post({ address, body: JSON.stringify(teamsBody(message)) }, signal);
        // The older connectors answer 200 and tell in words what went wrong.
        if (/\bHTTP error 429\b/.test(text))
          throw new SinkFailure("throttled", "HTTP 200: HTTP error 429");
      },
    };
  },
});

export function teamsBody(message: Message): object {
  const { headline, facts, link } = factsOf(message);
  const isGrave = message.severity === "critical" || message.severity === "high";
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    msteams: { width: "Full" },
    body: [
      block([
        {
          ...run(headline),
          weight: "Bolder",
          size: "Large",
          ...(isGrave && { color: "Attention" }),
        },
      ]),
      ...facts.map(blockOf),
    ],
    ...(link !== undefined && {
      actions: [{ type: "Action.OpenUrl", title: "The record in the AWS console", url: link }],
    }),
  };
  const contentType = "application/vnd.microsoft.card.adaptive";
  return { type: "message", attachments: [{ contentType, contentUrl: null, content }] };
}

function blockOf({ name, value, isCode }: Fact): object {
  const label = { ...run(`${name}  `), weight: "Bolder" };
  return block([label, { ...run(value), ...(isCode && { fontType: "Monospace" }) }]);
}

function block(inlines: readonly object[]): object {
  return { type: "RichTextBlock", inlines };
}

/** `{{DATE(…)}}` is worked out, `${…}` filled in by templates, and `<at>` may name somebody, in any text of a card. */
function run(text: string): object {
  const harmless = unlinked(text)
    .replace(/\{(?=\{)/g, "{ ")
    .replaceAll("${", "$ {")
    .replace(/<(?=\/?at\b)/gi, "< ");
  return { type: "TextRun", text: cut(harmless, LONGEST_TEXT) };
}
