import { defineEnvelope, exampleRecord } from "../envelope.ts";

/** `{"Records":[…]}`: a log file of a trail, the console's download, and the event that Lambda gives to a function. */
export const trailFile = defineEnvelope({
  name: "trail-file",
  summary: "A trail's log file, unpacked, or a list of records that the console let you download.",
  list: "Records",
  open: ({ Records }) => (Array.isArray(Records) ? { things: Records, noun: "record" } : undefined),
  examples: [
    {
      title: "a trail's log file",
      text: JSON.stringify({ Records: [exampleRecord("e1"), exampleRecord("e2")] }),
      records: ["e1", "e2"],
    },
    {
      title: "a log file that was cut off",
      text: `{"Records":[${JSON.stringify(exampleRecord("e1"))},{"eventVersion":"1.1`,
      records: ["e1"],
      unreadable: ["cut off: the text ends inside of it"],
    },
  ],
});
