import { FILTER_PARAMETERS } from "../../ask/filters.ts";
import { WINDOW_PARAMETERS } from "../../ask/parameters.ts";
import { defineCommand } from "../command.ts";
import { sourceParameters } from "../reading-parameters.ts";

const WHERE: ReadonlySet<string> = new Set(["account", "region"]);
const WHEN: ReadonlySet<string> = new Set(["since", "until"]);
const REACH: ReadonlySet<string> = new Set(["profile", "endpointUrl", "ledger"]);

export const verify = defineCommand({
  name: "verify",
  summary:
    "Prove that a trail's files are what CloudTrail delivered, and that none is missing: 7 days unless told.",
  parameters: [
    {
      name: "place",
      summary: "Where the trail lies: s3://bucket/prefix, or a folder that was copied from there",
      type: "text",
      positional: true,
      placeholder: "place",
    },
    ...WINDOW_PARAMETERS.filter(({ name }) => WHEN.has(name)),
    ...FILTER_PARAMETERS.filter(({ name }) => WHERE.has(name)),
    {
      name: "trail",
      summary: "Only digests of these trails, by name",
      type: "list",
      placeholder: "name",
    },
    {
      name: "publicKeys",
      summary:
        "CloudTrail's public keys as aws cloudtrail list-public-keys printed them, instead of asking for them",
      type: "list",
      placeholder: "file",
    },
    {
      name: "noCache",
      summary: "Read everything again, also what an earlier verification proved",
      type: "flag",
    },
    ...sourceParameters.filter(({ name }) => REACH.has(name)),
    {
      name: "output",
      summary: "How to write the report",
      type: "text",
      choices: ["text", "json"],
      default: "text",
    },
    { name: "strict", summary: "Exit with 3 when something could not be proven", type: "flag" },
  ],
  examples: [
    {
      command: "verify s3://acme-trail --since 30d",
      tells: "every account and region of a month; exits with 1 when anything is wrong",
    },
    {
      command: "verify ./copy --since beginning --public-keys keys.json",
      tells: "a downloaded copy, without AWS",
    },
  ],
  load: async () => (await import("../verify/run-verify.ts")).runVerify,
});
