import { cut, unlinked } from "../harmless.ts";
import { factsOf, type Facts, type Message } from "../message.ts";
import { post } from "../send/post.ts";
import { defineSink } from "../sink.ts";
import { addressOf } from "../sink-uri.ts";

/** Slack's limits: 150 characters in a header; a text of 3000 is more than anybody reads. */
const LONGEST_HEADER = 150;
const LONGEST_TEXT = 2500;

/**
 * Slack, through an incoming webhook. All that may come from a record stands in rich text elements, which Slack shows as
 * they are: no mention, link, format or emoji can be written in them.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export const slack = defineSink({
  scheme: "slack",
  summary:
    "A Slack channel, by an incoming webhook's address. Slack cannot change what a webhook posted: what follows is one summary when the group closes.",
  example: "slack://env/SLACK_WEBHOOK_URL",
  isSecret: true,
  open: async (uri) => {
    const address = addressOf(uri);
    return {
      updates: false,
      send: async (message, signal) => {
        await post({ address, body: JSON.stringify(slackBody(message)) }, signal);
      },
    };
  },
});

export function slackBody(message: Message): object {
  const facts = factsOf(message);
  return {
    // What a notification shows, and what a client that knows no blocks does.
    text: escape(cut(`${facts.headline}: ${message.notice.what}`, LONGEST_TEXT)),
    mrkdwn: false,
    parse: "none",
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      {
        type: "header",
        text: {
          type: "plain_text",
          emoji: false,
          text: cut(unlinked(facts.headline), LONGEST_HEADER),
        },
      },
      { type: "rich_text", elements: facts.facts.flatMap((fact) => elementsOf(fact)) },
      ...linkBlock(facts),
    ],
  };
}

function elementsOf({ name, value, isCode }: Facts["facts"][number]): readonly object[] {
  const label = {
    type: "text",
    text: `${cut(unlinked(name), 500)}${isCode ? "" : "  "}`,
    style: { bold: true },
  };
  // A command is copied: it stays as it is, but for what cannot be seen.
  const text = { type: "text", text: cut(unlinked(value), LONGEST_TEXT) };
  if (!isCode)
    return [{ type: "rich_text_section", elements: [label, text, { type: "text", text: "\n" }] }];
  return [
    { type: "rich_text_section", elements: [label] },
    { type: "rich_text_preformatted", elements: [text] },
  ];
}

function linkBlock({ link }: Facts): readonly object[] {
  if (link === undefined) return [];
  const element = { type: "link", url: link, text: "The record in the AWS console" };
  return [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: [element] }] }];
}

/** In the plain `text`, Slack reads `<…>` as links and mentions, and `*_~\`` as format. */
function escape(text: string): string {
  return unlinked(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[*_~`]/g, " ");
}
