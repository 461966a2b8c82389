import { defineEnvelope, exampleRecord } from "../envelope.ts";
import { isObject, type Json } from "../record.ts";

/** `aws logs get-query-results`: rows of `{field, value}`; the record is the value of `@message`. */
export const logsInsights = defineEnvelope({
  name: "logs-insights",
  summary: "What `aws logs get-query-results` prints for a query with `fields @message`.",
  list: "results",
  open: ({ results }) => {
    if (!Array.isArray(results) || !results.every((row) => Array.isArray(row))) return undefined;
    return { things: results.map((row: Json) => messageOf(row)), noun: "row" };
  },
  examples: [
    {
      title: "a query with fields @message",
      text: JSON.stringify({
        status: "Complete",
        results: [
          [
            { field: "@message", value: JSON.stringify(exampleRecord("e1")) },
            { field: "@ptr", value: "x" },
          ],
        ],
      }),
      records: ["e1"],
    },
    {
      title: "a query without it",
      text: JSON.stringify({ results: [[{ field: "@timestamp", value: "2026-11-20" }]] }),
      records: [],
      unreadable: ["no eventName"],
    },
  ],
});

function messageOf(row: Json): Json {
  const cells = Array.isArray(row) ? row.filter(isObject) : [];
  return cells.find((cell) => cell.field === "@message")?.value ?? {};
}
