import type { Parameter } from "../../ask/question.ts";
import { questions } from "../../ask/questions/index.ts";
import { defineCommand } from "../command.ts";
import { readingParameters } from "../reading-parameters.ts";

/** What says how an answer looks on a screen, or when to exit with what, has no meaning in a bundle. */
const LOOKS: ReadonlySet<string> = new Set(
  "output query color local strict failOn dryRun".split(" "),
);

const asked = [...questions.flatMap(({ parameters }) => parameters), ...readingParameters]
  .filter(({ name, positional }) => !positional && !LOOKS.has(name))
  // Each question has its own default.
  .map(({ default: _default, ...parameter }): Parameter => parameter);

export const evidence = defineCommand({
  name: "evidence",
  summary:
    "Pack an answer with the records, trail files, digests and keys that prove it; evidence check verifies a bundle offline.",
  parameters: [
    {
      name: "question",
      summary: `${questions.map(({ name }) => name).join(", ")} and its words, or check and a bundle`,
      type: "list",
      positional: true,
      placeholder: "question",
    },
    {
      name: "out",
      summary: "The zip file to write",
      type: "text",
      optional: true,
      placeholder: "file",
    },
    {
      name: "publicKeys",
      summary:
        "CloudTrail's public keys as aws cloudtrail list-public-keys printed them; for check, instead of the bundle's own",
      type: "list",
      placeholder: "file",
    },
    ...new Map(asked.map((parameter) => [parameter.name, parameter])).values(),
    {
      name: "output",
      summary: "How to write the report",
      type: "text",
      choices: ["text", "json"],
      default: "text",
    },
  ],
  examples: [
    {
      command: "evidence who checkout --since 24h --source s3://acme-trail --out checkout.zip",
      tells: "the answer and all that proves it, in one file",
    },
    {
      command: "evidence check checkout.zip",
      tells: "whether the bundle is whole and proven; asks nobody",
    },
  ],
  load: async () => (await import("../evidence/run-evidence.ts")).runEvidence,
});
