import { defineEnvelope } from "../envelope.ts";
import { isObject, type Json, type JsonObject } from "../record.ts";

/** CloudTrail Lake's GetQueryResults: each row is a list of objects with one column each. */
export const lakeResults = defineEnvelope({
  name: "lake-results",
  summary: "What `aws cloudtrail get-query-results` prints for a query of CloudTrail Lake.",
  list: "QueryResultRows",
  open: ({ QueryResultRows: rows }) =>
    Array.isArray(rows) ? { things: rows.map((row: Json) => join(row)), noun: "row" } : undefined,
  examples: [
    {
      title: "a query of whole columns",
      text: JSON.stringify({
        QueryStatus: "FINISHED",
        QueryResultRows: [
          [
            { eventID: "e1" },
            { eventTime: "2026-11-20 14:02:11.000" },
            { eventSource: "ecs.amazonaws.com" },
            { eventName: "StopTask" },
            { userIdentity: "{type=IAMUser, username=jane}" },
          ],
        ],
      }),
      records: ["e1"],
    },
  ],
});

function join(row: Json): JsonObject {
  const cells = Array.isArray(row) ? row.filter(isObject) : [];
  return Object.fromEntries(cells.flatMap((cell) => Object.entries(cell)));
}
