import { decode } from "./decode.ts";
import { examplePerson, exampleLinkedService, exampleSession } from "./example-calls.ts";
import { readRecord } from "./read-record.ts";
import type { CloudTrailRecord, JsonObject } from "./record.ts";
import type { RuleExample } from "./rule.ts";
import { tellHistory } from "./timeline.ts";
import type { Change } from "./change.ts";
import type { AddressBook } from "./origin.ts";
import type { Standing } from "./seen-event.ts";

const ACCOUNT = "111122223333";

/** Callers that examples may name. */
const CALLERS: ReadonlyMap<string, JsonObject> = new Map<string, JsonObject>([
  ["person", { userIdentity: examplePerson("jane") }],
  [
    "iam-user",
    {
      userIdentity: {
        type: "IAMUser",
        principalId: "AIDAEXAMPLE",
        arn: `arn:aws:iam::${ACCOUNT}:user/bob`,
        accountId: ACCOUNT,
        accessKeyId: "AKIAEXAMPLE",
        userName: "bob",
      },
    },
  ],
  [
    "root",
    {
      userIdentity: {
        type: "Root",
        principalId: ACCOUNT,
        arn: `arn:aws:iam::${ACCOUNT}:root`,
        accountId: ACCOUNT,
        accessKeyId: "",
      },
    },
  ],
  [
    "pipeline",
    {
      userIdentity: exampleSession("deploy-prod", "GitHubActions"),
      userAgent: "aws-sdk-nodejs/2.1 configure-aws-credentials-for-github-actions",
    },
  ],
  ["role", { userIdentity: exampleSession("shop-backend", "1700000000000") }],
  ["instance", { userIdentity: exampleSession("ecsInstanceRole", "i-0123456789abcdef0") }],
  [
    "auto-scaling",
    {
      userIdentity: exampleLinkedService(
        "ecs.application-autoscaling",
        "AWSServiceRoleForApplicationAutoScaling_ECSService",
        "AutoScaling-UpdateDesiredCapacity",
      ),
      sourceIPAddress: "ecs.application-autoscaling.amazonaws.com",
      userAgent: "ecs.application-autoscaling.amazonaws.com",
    },
  ],
  [
    "other-account",
    {
      userIdentity: { type: "AWSAccount", principalId: "AROAEXAMPLE:x", accountId: "999988887777" },
    },
  ],
]);

/** The names that an example's `by` may have. */
export const CALLER_NAMES: readonly string[] = [...CALLERS.keys()];

/** An example's story, ready for a rule: changes with their past told, their records, and what else is known. */
export interface ExampleStory {
  readonly told: readonly { readonly change: Change; readonly record: CloudTrailRecord }[];
  readonly standing: Standing;
}

/**
 * Makes an example's records whole and reads them as any other record.
 *
 * @returns the story, oldest first, or why a part of it is no record.
 */
export function readExample(example: RuleExample): ExampleStory | { readonly flaw: string } {
  const { earlier = [], given = {} } = example;
  const records: CloudTrailRecord[] = [];
  for (const [index, parts] of [...earlier, example.record].entries()) {
    const read = readRecord(wholeRecord(parts, example.by, index));
    if ("flaw" in read) return read;
    records.push(read);
  }
  const { label, countries = {}, ...known } = given;
  const book: AddressBook = {
    hasLabels: label !== undefined,
    lookUp: (address) => {
      const country = Object.hasOwn(countries, address) ? countries[address] : undefined;
      return {
        ...(label !== undefined && label !== "" && { label }),
        ...(country !== undefined && { country }),
      };
    },
  };
  const changes = tellHistory(records.map((record) => decode(record, book)));
  return {
    told: changes.flatMap((change, index) => {
      const record = records[index];
      return record === undefined ? [] : [{ change, record }];
    }),
    standing: { ...known, hasLabels: book.hasLabels },
  };
}

function wholeRecord(parts: JsonObject, by: string | undefined, index: number): JsonObject {
  const { by: own, ...record } = parts;
  const caller = CALLERS.get(typeof own === "string" ? own : (by ?? "person"));
  return {
    eventVersion: "1.11",
    eventID: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    eventTime: `2026-11-20T14:${String(index % 60).padStart(2, "0")}:00Z`,
    eventSource: "ecs.amazonaws.com",
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-cli/2.35.19 md/command#ecs.update-service",
    recipientAccountId: ACCOUNT,
    eventType: "AwsApiCall",
    managementEvent: true,
    ...caller,
    ...record,
  };
}
