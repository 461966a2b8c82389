import { OperatorError } from "../../core/errors.ts";
import { cut, unlinked } from "../harmless.ts";
import { factsOf } from "../message.ts";
import { callAws, clientConfig } from "../send/aws-call.ts";
import { plainText } from "../send/plain-text.ts";
import { defineSink } from "../sink.ts";

const ADDRESS = /^[^\s@<>",;:()[\]\\]{1,64}@[a-z0-9.-]{1,253}$/i;
const LONGEST_SUBJECT = 180;

/**
 * Mail by Amazon SES, as plain text: nothing in it can be HTML. Mail about one group has one thread.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export const ses = defineSink({
  scheme: "ses",
  summary:
    "Mail by Amazon SES to one or more addresses (with commas) from a verified `?from=`. Needs ses:SendEmail. Options: `?region=`, `?profile=`.",
  example: "ses://oncall@acme.example?from=tasktrail@acme.example",
  isSecret: false,
  open: async (uri, settings) => {
    const to = uri.rest.split(",").map((address) => address.trim());
    const from = uri.query.get("from") ?? "";
    const wrong = [...to, from].find((address) => !ADDRESS.test(address));
    if (wrong !== undefined) {
      throw new OperatorError("bad-argument", `${JSON.stringify(wrong)} is no mail address.`, {
        hint: "Write ses://oncall@acme.example?from=tasktrail@acme.example",
      });
    }
    const { SESv2Client, SendEmailCommand } = await import("@aws-sdk/client-sesv2");
    const client = new SESv2Client(clientConfig(uri, settings));
    return {
      updates: false,
      send: async (message, abortSignal) => {
        const facts = factsOf(message);
        const thread = `<${message.id}@tasktrail.invalid>`;
        const command = new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: to },
          Content: {
            Simple: {
              // `unlinked` leaves no line break, and so no header of somebody else's.
              Subject: {
                Data: cut(unlinked(`TaskTrail ${facts.headline}`), LONGEST_SUBJECT),
                Charset: "UTF-8",
              },
              Body: { Text: { Data: plainText(facts), Charset: "UTF-8" } },
              Headers: [{ Name: "References", Value: thread }],
            },
          },
        });
        await callAws(() => client.send(command, { abortSignal }));
      },
    };
  },
});
