import { changeJson } from "../answer-json.ts";
import { defineFormat } from "../format.ts";
import { neutraliseJson } from "../neutralise.ts";

export const ndjson = defineFormat({
  name: "ndjson",
  summary: "One change or finding of the JSON contract per line, for streams",
  render: ({ view, changes, findings }) =>
    (view === "findings" ? findings : changes.map(changeJson))
      .map((one) => `${neutraliseJson(JSON.stringify(one))}\n`)
      .join(""),
});
