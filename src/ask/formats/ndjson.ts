import { changeJson } from "../answer-json.ts";
import { defineFormat } from "../format.ts";
import { neutraliseJson } from "../neutralise.ts";

export const ndjson = defineFormat({
  name: "ndjson",
  summary: "One change of the JSON contract per line, for streams",
  render: ({ changes }) =>
    changes.map((change) => `${neutraliseJson(JSON.stringify(changeJson(change)))}\n`).join(""),
});
