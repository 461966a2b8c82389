import { defineEnvelope } from "../envelope.ts";
import { restoreRow } from "../restore-row.ts";

/** A row of a table over a trail, as an object with the table's lower-case columns. */
export const row = defineEnvelope({
  name: "row",
  summary: "A row of Athena's or Lake's table as a JSON object, or a line of Athena's CSV result.",
  open: (object) => {
    const isLower = typeof object.eventname === "string" && object.eventName === undefined;
    const isText = typeof object.eventName === "string" && typeof object.userIdentity === "string";
    return isLower || isText ? { record: restoreRow(object) } : undefined;
  },
  examples: [
    {
      title: "a row as JSON, its structs as JSON too",
      text: JSON.stringify({
        eventid: "e1",
        eventtime: "2026-11-20T14:02:11Z",
        eventsource: "ecs.amazonaws.com",
        eventname: "StopTask",
        useridentity: { type: "IAMUser", username: "jane" },
      }),
      records: ["e1"],
    },
    {
      title: "Athena's CSV result",
      text: [
        `"eventid","eventtime","eventsource","eventname","useridentity","errorcode"`,
        `"e1","2026-11-20T14:02:11Z","ecs.amazonaws.com","StopTask","{type=IAMUser, username=jane}",`,
      ].join("\r\n"),
      records: ["e1"],
    },
  ],
});
