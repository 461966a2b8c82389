import { answerJson } from "../answer-json.ts";
import { defineFormat } from "../format.ts";
import { neutraliseJson } from "../neutralise.ts";

export const json = defineFormat({
  name: "json",
  summary: "One JSON document, for programs: the versioned contract of answer.schema.json",
  render: (answer) => `${neutraliseJson(JSON.stringify(answerJson(answer), null, 2))}\n`,
});
