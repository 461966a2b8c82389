import { exampleCall, examplePerson, exampleService } from "../example-calls.ts";
import { setToWork } from "../aws-service.ts";
import { citeIn, findBefore } from "../join-records.ts";
import { textIn } from "../json-fields.ts";
import { isService, onlyMaker, settled, unsettled, type Join } from "../set-to-work.ts";
import { defineStarter, type Acted } from "../starter.ts";
import type { CloudTrailRecord } from "../record.ts";

const BATCH = "batch.amazonaws.com";
const NAME = "AWS Batch";
const STARTS: readonly string[] = ["SubmitJob"];
const HOURS = 24;
/** The newest submissions that are looked at; one who made so many in a row made this one too. */
const MOST = 50;
/** A call of Batch is short. */
const LONGEST = 20_000;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const ANY_JOB = { kind: "batch-submission", name: "any" };

export const batch = defineStarter({
  id: "batch",
  summary:
    "Behind AWS Batch stands whoever submitted the job that the call names; without a name, the only one who submitted any in the day before.",
  fooledBy: "A job that waited for more than a day while somebody else submitted others.",
  eventSources: [BATCH],
  eventNames: STARTS,
  handles: (record) => {
    const id = jobIn(record);
    return id === undefined ? [] : [ANY_JOB, { kind: "batch-job", name: id }];
  },
  acted: (_record, actor) => isService(actor, NAME, [BATCH]),
  find: (acted) => {
    const found = onlyMaker(joinsOf(acted), setToWork(NAME), acted.identify);
    if (found === undefined) {
      return unsettled(acted, "the batch SubmitJob event", STARTS, HOURS);
    }
    return "who" in found
      ? { actor: settled(acted.actor), behind: found.who }
      : { actor: settled(acted.actor, { gaps: [found] }) };
  },
  examples: [
    {
      title: "the only one who submitted jobs",
      records: [
        exampleCall(
          "14:00:00",
          ["batch", "SubmitJob"],
          examplePerson("jane"),
          { jobName: "invoices", jobQueue: "nightly", jobDefinition: "invoices:3" },
          { jobName: "invoices", jobId: "876da822-4198-45f2-a252-6cea32512ea8" },
        ),
        exampleCall(
          "14:02:11",
          ["ecs", "RunTask"],
          exampleService("batch", "batch-service-role", "aws-batch"),
          { cluster: "batch", taskDefinition: "invoices:12" },
        ),
      ],
      actor: { kind: "aws-service", name: "AWS Batch" },
      behind: { kind: "person", name: "jane" },
    },
  ],
});

function joinsOf({ record, archive }: Acted): readonly Join[] {
  const text = JSON.stringify([record.requestParameters ?? {}, record.responseElements ?? {}]);
  const ids = new Set(text.slice(0, LONGEST).match(UUID));
  const named = [...ids].flatMap((name) =>
    findBefore(archive, { kind: "batch-job", name }, record),
  );
  const isNamed = named.length > 0;
  const says = isNamed ? "the job that the call names" : "submitted a job in the day before";
  const jobs = isNamed ? named : findBefore(archive, ANY_JOB, record, HOURS, MOST);
  return jobs.map((each) => {
    const field = "responseElements.jobId";
    const cited = citeIn(each, field, jobIn(each) ?? "", "inferred", says);
    return { record: each, grade: "inferred", evidence: [cited] };
  });
}

function jobIn({ errorCode, responseElements = {} }: CloudTrailRecord): string | undefined {
  const id = textIn(responseElements, "jobId");
  return errorCode === undefined && id !== undefined && id.length >= 32 ? id : undefined;
}
