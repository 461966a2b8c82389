import { createHmac } from "node:crypto";
import { harmlessJson } from "../harmless.ts";
import { findingBody } from "../send/finding-body.ts";
import { post } from "../send/post.ts";
import { defineSink } from "../sink.ts";
import { addressOf, secretFrom } from "../sink-uri.ts";

/**
 * Any web address, signed as the Standard Webhooks specification has it, so that libraries for its receivers fit.
 *
 * @see https://www.standardwebhooks.com/
 */
export const webhook = defineSink({
  scheme: "webhook",
  summary:
    "Any https address, as JSON signed with HMAC (Standard Webhooks); the secret stands in TASKTRAIL_WEBHOOK_SECRET, or in the variable that `?secret-env=` names. What follows is sent with the same `id`.",
  example: "webhook://alerts.acme.example/tasktrail",
  isSecret: true,
  open: async (uri, { env }) => {
    const address = addressOf(uri);
    const secret = keyOf(secretFrom(uri, "secret-env", "TASKTRAIL_WEBHOOK_SECRET", env));
    return {
      updates: true,
      send: async (message, signal) => {
        const body = harmlessJson(findingBody(message));
        const headers = signatureOf(secret, { id: message.delivery, body, now: Date.now() });
        await post({ address, body, headers }, signal);
      },
    };
  },
});

/** `whsec_…` is base64; anything else is taken as it stands. */
function keyOf(secret: string): Buffer {
  return secret.startsWith("whsec_")
    ? Buffer.from(secret.slice("whsec_".length), "base64")
    : Buffer.from(secret, "utf8");
}

function signatureOf(
  key: Buffer,
  { id, body, now }: { readonly id: string; readonly body: string; readonly now: number },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}
